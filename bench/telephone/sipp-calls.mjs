import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './parts.mjs';

const SCENARIO = path.join(ROOT, 'test/telephone/harness/caller.xml');
const EVENT_LINES = 'a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\n';
const LOOK_EVERY_MS = 50;
const ANSWER_MS = 30_000;
const END_MS = 10_000;

/** The signalling of many calls by one SIPp: a process for each call would take a percent of a processor each. The audio goes to the
 *  callers' own ports. */
export class SippCalls {
  #over = new Set();
  #audio = new Map();
  #wished = new Set();
  #read = 0;

  /** Calls one after the other, `rate` a second. `ports`: where each caller wants audio; `keysAsEvents`: RFC 4733 is offered. */
  constructor({ to, address, port, ports, keysAsEvents, rate }) {
    this.folder = mkdtempSync(path.join(tmpdir(), 'sipp-calls-'));
    this.contact = { address, port };
    this.log = path.join(this.folder, 'log');
    writeFileSync(this.log, '');
    writeFileSync(
      path.join(this.folder, 'ports.csv'),
      `SEQUENTIAL\n${ports.map((one) => `${one};\n`).join('')}`,
    );
    writeFileSync(path.join(this.folder, 'scenario.xml'), scenario(keysAsEvents));
    const files = ['-sf', 'scenario.xml', '-inf', 'ports.csv', '-trace_logs', '-log_file', this.log];
    const where = ['-i', address, '-p', String(port), '-cid_str', `%u-${port}@${address}`, to, '-s', '1000'];
    const many = ['-m', String(ports.length), '-l', String(ports.length), '-r', String(rate), '-rp', '1000'];
    const args = [...files, ...where, ...many, '-nostdin', '-skip_rlimit'];
    this.process = spawn('sipp', args, { stdio: 'ignore', cwd: this.folder });
    process.once('exit', () => this.process.kill('SIGKILL'));
    this.timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** The port to which the other side of the call (0, 1 …) wants audio; undefined when nobody answers. */
  async answered(call) {
    await until(() => this.#audio.has(call) || this.#over.has(call), ANSWER_MS);
    return this.#audio.get(call);
  }

  /** The other side has ended the call. */
  isDropped(call) {
    return this.#over.has(call) && !this.#wished.has(call);
  }

  async hangUp(call) {
    this.#wished.add(call);
    const { address, port } = this.contact;
    const socket = createSocket('udp4');
    const request = [
      `INFO sip:phone@${address}:${port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${address}:9;branch=z9hG4bKhangup${call}`,
      'From: <sip:bench@127.0.0.1>;tag=t',
      'To: <sip:phone@127.0.0.1>;tag=p',
      `Call-ID: ${call + 1}-${port}@${address}`,
      'CSeq: 9 INFO',
      'Content-Length: 0',
      '\r\n',
    ].join('\r\n');
    await new Promise((resolve) => socket.send(request, port, address, () => socket.close(resolve)));
    await until(() => this.#over.has(call), END_MS);
  }

  close() {
    clearInterval(this.timer);
    this.process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  #look() {
    const file = openSync(this.log, 'r');
    const buffer = Buffer.alloc(65_536);
    const bytes = readSync(file, buffer, 0, buffer.length, this.#read);
    closeSync(file);
    const whole = buffer.subarray(0, bytes).lastIndexOf(10) + 1;
    this.#read += whole;
    for (const [, what, number, port] of buffer
      .toString('latin1', 0, whole)
      .matchAll(/(audio|over) (\d+) ?(\d*)/g)) {
      if (what === 'audio') this.#audio.set(Number(number) - 1, Number(port));
      else this.#over.add(Number(number) - 1);
    }
  }
}

/** The tests' caller, told which of the calls it is. */
function scenario(keysAsEvents) {
  return readFileSync(SCENARIO, 'utf8')
    .replace('{{audio_port}}', '[field0]')
    .replace('message="audio [$port]"', 'message="audio [call_number] [$port]"')
    .replace('message="over [$all]"', 'message="over [call_number] [$all]"')
    .replace('{{events}}', keysAsEvents ? ' 101' : '')
    .replace('{{event_lines}}', keysAsEvents ? EVENT_LINES : '')
    .replaceAll('{{from}}', '0000112233');
}

async function until(condition, withinMs) {
  const end = performance.now() + withinMs;
  while (!condition() && performance.now() < end) await sleep(20);
}
