import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '../../helpers/wait-until';
import { freePort } from './free-ports';
import { leaveNone } from './leave-none';

export interface SippOptions {
  /** A scenario of SIPp; [words] that it does not know itself are replaced from `words`. */
  readonly scenario: string;
  readonly words: Readonly<Record<string, string>>;
  readonly address: string;
  readonly port?: number;
  /** Further arguments, such as where to call. */
  readonly to: readonly string[];
}

/** One SIP telephone for one call: Debian's SIPp speaks SIP, the audio goes to a port of the test. */
export class Sipp {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    private readonly contact: { address: string; port: number; callId: string },
  ) {}

  static async start(options: SippOptions): Promise<Sipp> {
    const folder = mkdtempSync(path.join(tmpdir(), 'sipp-'));
    const port = options.port ?? (await freePort());
    const callId = `call-${port}@${options.address}`;
    const words: Record<string, string> = options.words;
    const text = readFileSync(path.join(__dirname, options.scenario), 'utf8');
    const scenario = path.join(folder, 'scenario.xml');
    writeFileSync(
      scenario,
      text.replace(/\{\{([a-z_]+)\}\}/g, (_, word: string) => words[word] ?? ''),
    );
    const args = ['-sf', scenario, '-i', options.address, '-p', String(port), '-m', '1', '-nostdin'];
    args.push(
      '-trace_logs',
      '-log_file',
      path.join(folder, 'log'),
      '-trace_err',
      '-error_file',
      path.join(folder, 'errors'),
    );
    args.push('-cid_str', callId, '-skip_rlimit', ...options.to);
    const child = spawn('sipp', args, { stdio: 'ignore', cwd: folder });
    leaveNone(child);
    return new Sipp(child, folder, { address: options.address, port, callId });
  }

  /** The port to which the other side wants audio, once it is known. */
  async remoteAudioPort(): Promise<number> {
    await waitUntil('the call is answered', () => this.hasAudio, 40_000);
    return Number(/audio (\d+)/.exec(this.log())?.[1]);
  }

  /** A caller's call is answered; a person's telephone was called. */
  get hasAudio(): boolean {
    return this.log().includes('audio');
  }

  /** The other side has said that it rings (180), so that this telephone makes the sound of it. */
  get rings(): boolean {
    return this.log().includes('rings');
  }

  get isOver(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** A request within the call, which the scenario takes as the wish to hang up. */
  async hangUp(): Promise<void> {
    const { address, port, callId } = this.contact;
    const socket = createSocket('udp4');
    const request = [
      `INFO sip:phone@${address}:${port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${address}:9;branch=z9hG4bKhangup`,
      'From: <sip:test@127.0.0.1>;tag=t',
      'To: <sip:phone@127.0.0.1>;tag=p',
      `Call-ID: ${callId}`,
      'CSeq: 9 INFO',
      'Content-Length: 0',
      '\r\n',
    ].join('\r\n');
    await new Promise<void>((resolve) =>
      socket.send(request, port, address, () => socket.close(() => resolve())),
    );
    await this.ended();
  }

  async ended(withinMs = 20_000): Promise<void> {
    await waitUntil('SIPp ends', () => this.isOver, withinMs);
  }

  stop(): void {
    this.process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  errors(): string {
    return this.read('errors');
  }

  private log(): string {
    return this.read('log');
  }

  private read(name: string): string {
    const file = path.join(this.folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }
}
