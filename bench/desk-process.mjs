import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
/** What `npm start` gives to node. */
const [, ...START] = scripts.start.split(' ');
const PATIENCE_MS = 60_000;

/** The desk in a process of its own, as `npm start` starts it; `readyMs` from the start of the process to the first 200 of /readyz.
 *  `onLog` is told each line of its log. */
export async function startDesk(dataDir, { env = {}, onLog } = {}) {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, START, {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', RATE_LIMIT_WRITES: '100000000', ...env },
    stdio: ['ignore', 'ignore', onLog ? 'pipe' : 'inherit'],
  }); // prettier-ignore
  if (onLog) createInterface(child.stderr).on('line', onLog);
  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilReady(origin, child, started);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const readyMs = performance.now() - started;
  return {
    origin,
    readyMs,
    pid: child.pid,
    /** Megabytes of the desk's own process: resident now, and the most there ever was. */
    memory: () => ({ nowMb: memoryOf(child.pid, 'VmRSS'), mostMb: memoryOf(child.pid, 'VmHWM') }),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilReady(origin, child, started) {
  while (performance.now() - started < PATIENCE_MS) {
    if (child.exitCode !== null) throw new Error(`the desk ended with exit code ${child.exitCode}`);
    const status = await fetch(`${origin}/readyz`).then(
      ({ status }) => status,
      () => 0,
    );
    if (status === 200) return;
    await setTimeout(10);
  }
  throw new Error(`the desk was not ready after ${PATIENCE_MS / 1000} s`);
}

function memoryOf(pid, field) {
  const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(
    readFileSync(`/proc/${pid}/status`, 'utf8'),
  )?.[1];
  return Number(kilobytes) / 1024;
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
