import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AppError } from '../errors';
import type { PostgresBinaries } from './postgres-binaries';
import { isAlive, readPidFile } from './postmaster';
import type { ServerIdentity } from './server-identity';

/** Everything needed to run PostgreSQL's programs for one data directory. */
export interface ServerPlan {
  /** Directory of mode 0700 that holds `pgdata`, `lib` and the log. */
  readonly home: string;
  readonly data: string;
  readonly socketDir: string;
  readonly binaries: PostgresBinaries;
  readonly identity: ServerIdentity;
  /** Server settings, over the defaults below. */
  readonly settings: Readonly<Record<string, string>>;
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '', // never a TCP port
  unix_socket_permissions: '0700',
  shared_buffers: '64MB',
  max_connections: '80',
  jit: 'off',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse', // DETAIL lines would carry what citizens wrote
  log_min_error_statement: 'panic',
};
const POLL_MS = 5;

/** Creates the database files unless they are there. Throws `storage.incompatible` when another major version wrote them. */
export async function ensureDataDirectory(plan: ServerPlan): Promise<void> {
  const versionFile = join(plan.data, 'PG_VERSION');
  if (!existsSync(versionFile)) return createDataDirectory(plan);
  const major = Number(readFileSync(versionFile, 'utf8'));
  if (major === plan.binaries.major) return;
  throw new AppError(
    'storage.incompatible',
    `${plan.data} was written by PostgreSQL ${major}, this desk runs ${plan.binaries.major}: ` +
      `set PG_BIN_DIR to the programs of PostgreSQL ${major}, or set DATA_DIR to a new directory and bring the data over`,
    { details: { found: major, expected: plan.binaries.major } },
  );
}

/** In a directory of its own, then renamed: a killed initdb otherwise blocked the next start (3 of 12). */
async function createDataDirectory(plan: ServerPlan): Promise<void> {
  for (const name of readdirSync(plan.home)) {
    if (name.startsWith('init-')) rmSync(join(plan.home, name), { recursive: true, force: true }); // we hold the start lock
  }
  const fresh = join(plan.home, `init-${process.pid}`);
  const args = [
    '-D',
    fresh,
    '-U',
    'madoguchi',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    '--data-checksums',
  ];
  const { command, rest } = commandLine(plan, 'initdb', args);
  try {
    await promisify(execFile)(command, rest, surroundings(plan));
    renameSync(fresh, plan.data);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw new AppError(
      'storage.unavailable',
      `PostgreSQL could not create ${plan.data}: ${reasonIn(String(error))}`,
      { cause: error },
    );
  }
  const folder = openSync(plan.home, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Starts the server and waits until it takes connections. It stands in its own process group, so that Ctrl+C reaches the desk only,
 *  and writes to a file, so that it outlives a killed desk. */
export async function runServer(plan: ServerPlan): Promise<void> {
  const log = join(plan.home, 'server.log');
  const settings = Object.entries({ ...SETTINGS, ...plan.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const args = ['-D', plan.data, '-k', plan.socketDir, ...settings];
  const { command, rest } = commandLine(plan, 'postgres', args);
  const output = openSync(log, 'w', 0o600);
  const child = spawn(command, rest, {
    ...surroundings(plan),
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();
  let failure: (() => string) | undefined;
  child.once('error', (error) => (failure = () => error.message));
  child.once('exit', () => (failure = () => reasonIn(readFileSync(log, 'utf8'))));
  while (!isReady(plan.data, child)) {
    if (failure !== undefined) {
      throw new AppError('storage.unavailable', `PostgreSQL did not start in ${plan.home}: ${failure()}`);
    }
    await setTimeout(POLL_MS);
  }
}

/** Ends the server on a data directory and waits: at first politely ("fast"), after `patienceMs` at once; both lose nothing. */
export async function endServer(data: string, patienceMs: number): Promise<void> {
  const pid = readPidFile(data)?.pid;
  if (pid === undefined) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (isAlive(pid)) process.kill(pid, signal);
    for (let waited = 0; waited < patienceMs && isAlive(pid); waited += POLL_MS) await setTimeout(POLL_MS);
  }
}

/** The links that a postinstall script would have made, in a directory of ours: `npm ci --ignore-scripts` works too. */
export function linkLibraries(home: string, binaries: PostgresBinaries): void {
  const folder = join(home, 'lib');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chmodSync(folder, 0o755);
  for (const [name, target] of binaries.links) {
    const link = join(folder, name);
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(link) === target)
      continue;
    rmSync(link, { force: true });
    symlinkSync(target, link);
  }
}

/** "ready" in the pid file is the server's own word, earlier than any connection could find out. */
function isReady(data: string, child: ChildProcess): boolean {
  const file = readPidFile(data);
  return file !== undefined && file.status === 'ready' && file.pid === child.pid;
}

function commandLine(
  { binaries, identity }: ServerPlan,
  program: string,
  args: readonly string[],
): { command: string; rest: string[] } {
  const own = join(binaries.bin, program);
  const [command = own, ...rest] = [...identity.prefix, own, ...args];
  return { command, rest };
}

function surroundings({ home, binaries, identity }: ServerPlan): {
  env: NodeJS.ProcessEnv;
  cwd: string;
  uid?: number;
  gid?: number;
} {
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  const libraries = binaries.lib === undefined ? {} : { [variable]: `${join(home, 'lib')}:${binaries.lib}` };
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC', ...libraries };
  return { env, cwd: home, ...identity.ids };
}

/** The last line that names a fault, else the last line: a server that gives up says "shut down" last. */
function reasonIn(output: string): string {
  const lines = output.trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? '';
}
