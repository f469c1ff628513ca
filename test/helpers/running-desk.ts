import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const MAIN = join(__dirname, '..', '..', 'dist', 'src', 'main.js');

/** The real desk as `npm start` runs it, with a data folder and a port of its own. */
export interface RunningDesk {
  readonly origin: string;
  readonly dataDir: string;
  /** Ends the process as `kill -9` does. */
  kill(): Promise<void>;
  /** Sends signals, one after the other, and tells how the process ended. */
  signal(...signals: NodeJS.Signals[]): Promise<{ code: number | null; ms: number }>;
  /** On the same port and data; `changes` to the settings last for this start. */
  startAgain(changes?: Record<string, string>): Promise<void>;
  /** Ends it politely and removes its data, unless `settings` named the folder. */
  stop(): Promise<void>;
}

/** `main`: another build than the one in dist/. */
export async function runDesk(settings: Record<string, string> = {}, main = MAIN): Promise<RunningDesk> {
  const dataDir = settings['DATA_DIR'] ?? newDataDir();
  const port = await freePort();
  const env = { PORT: String(port), ...settings, DATA_DIR: dataDir };
  let desk = await start(env, main);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (desk.exitCode !== null || desk.signalCode !== null) return;
    const gone = once(desk, 'exit');
    desk.kill(signal);
    await gone;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    dataDir,
    kill: () => end('SIGKILL'),
    signal: async (...signals) => {
      const gone = once(desk, 'exit') as Promise<[number | null]>;
      const begin = performance.now();
      for (const signal of signals) {
        desk.kill(signal);
        await setTimeout(50); // two of the same kind at once are one
      }
      const [code] = await gone;
      return { code, ms: performance.now() - begin };
    },
    startAgain: async (changes = {}) => {
      desk = await start({ ...env, ...changes }, main);
    },
    stop: async () => {
      await end('SIGTERM');
      if (settings['DATA_DIR'] === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What desks have learned of the knowledge, by content: learning takes longer than all the rest of a start. */
const LEARNED = join(__dirname, '../../node_modules/.cache/madoguchi-tests/desks');

/** A folder for DATA_DIR, empty but for what other desks have learned; whoever asks for it removes it. */
export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-desk-'));
  mkdirSync(LEARNED, { recursive: true });
  symlinkSync(LEARNED, join(folder, 'cache'));
  return folder;
}

/** Starts the process without waiting for anything. */
export function spawnDesk(
  settings: Record<string, string>,
  { main = MAIN, uid }: { main?: string; uid?: number } = {},
): ChildProcess {
  const env = { PATH: process.env.PATH ?? '', LOG_LEVEL: 'error', ...settings };
  return spawn(process.execPath, [main], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
}

/** Resolves when the desk has printed its address. */
async function start(env: Record<string, string>, main: string): Promise<ChildProcess> {
  const desk = spawnDesk(env, { main });
  let told = '';
  desk.stderr?.on('data', (chunk: Buffer) => (told += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    desk.stdout?.once('data', () => resolve());
    desk.once('exit', (code) => reject(new Error(`the desk ended with ${code}: ${told}`)));
  });
  return desk;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
