import { chmodSync, chownSync, existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../errors';
import type { ConnectionTarget } from './connection-target';
import { locatePostgres } from './postgres-binaries';
import { isDebris, processesIn, readPidFile } from './postmaster';
import { Presence } from './presence';
import { chooseIdentity } from './server-identity';
import { endServer, ensureDataDirectory, linkLibraries, runServer, type ServerPlan } from './server-process';
import { socketDirectory } from './socket-directory';
import { takeStartLock } from './start-lock';

export interface PrivatePostgresOptions {
  readonly dataDir: string;
  readonly pgBinDir?: string | undefined;
  readonly logger: Logger;
  /** Server settings over ours, for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A server of our own on a unix socket. `stop` ends it when no other desk is attached. */
export interface PrivatePostgres {
  readonly target: ConnectionTarget;
  stop(): Promise<void>;
}

const SOCKET = '.s.PGSQL.5432';
const START_WITHIN_MS = 60_000;
const POLL_MS = 10;
const SHUTDOWN_MS = 10_000;

/** Starts PostgreSQL in `dataDir`/postgres, or attaches to the one that runs there (an orphan of a killed desk, another desk's), and
 *  starts it again whenever it is gone. Throws `storage.unavailable` or `storage.incompatible` with the remedy. */
export async function startPrivatePostgres(options: PrivatePostgresOptions): Promise<PrivatePostgres> {
  const home = openHome(options.dataDir);
  const server = new Attachment(home, socketDirectory(home), options);
  await server.attach();
  return {
    target: { host: server.socketDir, user: 'madoguchi', database: 'postgres' },
    stop: () => server.stop(),
  };
}

function openHome(dataDir: string): string {
  const home = join(resolve(dataDir), 'postgres');
  try {
    mkdirSync(resolve(dataDir), { recursive: true });
    if (!existsSync(home)) mkdirSync(home, { mode: 0o700 });
    chmodSync(home, 0o700);
    return realpathSync(home);
  } catch (error) {
    throw new AppError(
      'storage.unavailable',
      `DATA_DIR "${dataDir}" cannot be written: make it writable for this user, or name another`,
      {
        cause: error,
      },
    );
  }
}

class Attachment {
  private presence: Presence | undefined;
  private stopping = false;
  private returning: Promise<void> = Promise.resolve();

  constructor(
    private readonly home: string,
    readonly socketDir: string,
    private readonly options: PrivatePostgresOptions,
  ) {}

  /** Attach, else start, until attached: a lost race against another desk is a success. */
  async attach(): Promise<void> {
    for (let waited = 0; !this.stopping; waited += POLL_MS) {
      this.presence = await this.tryAttach();
      if (this.presence !== undefined) return;
      const release = await takeStartLock(this.home);
      try {
        if (release !== undefined && this.mayStart()) await runServer(await this.prepare());
        else await setTimeout(POLL_MS);
      } catch (error) {
        if (!isLostRace(error) || waited > START_WITHIN_MS) throw error;
      } finally {
        release?.();
      }
      if (waited > START_WITHIN_MS) throw this.unanswered();
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.returning;
    const { presence } = this;
    this.presence = undefined;
    if (presence === undefined) return;
    const last = await presence.leave().catch(() => false);
    if (last) await this.end();
    await presence.end();
  }

  private async end(): Promise<void> {
    await endServer(this.data, SHUTDOWN_MS);
    if (this.socketDir !== this.home) rmSync(this.socketDir, { recursive: true, force: true });
  }

  private get data(): string {
    return join(this.home, 'pgdata');
  }

  private async tryAttach(): Promise<Presence | undefined> {
    if (!existsSync(join(this.socketDir, SOCKET))) return undefined;
    try {
      return await Presence.attach(this.socketDir, () => this.onLost());
    } catch {
      return undefined; // nobody listens (a stale file), it is starting, or it is being stopped
    }
  }

  /** Not while a server is starting, or while the back ends of a killed one still end: two on the same files would destroy them. */
  private mayStart(): boolean {
    if (isDebris(this.data)) {
      this.options.logger.info({ data: this.data }, 'clearing what a dead database server left');
      const files = [
        join(this.data, 'postmaster.pid'),
        ...['', '.lock'].map((end) => join(this.socketDir, `${SOCKET}${end}`)),
      ];
      for (const file of files) rmSync(file, { force: true });
    }
    return processesIn(this.data).length === 0;
  }

  private async prepare(): Promise<ServerPlan> {
    const { home, data, options } = this;
    const socketDir = socketDirectory(home); // again: a stopping desk, or a cleaner of /tmp, may have removed it
    const binaries = await locatePostgres(options.pgBinDir);
    const programs = [
      join(binaries.bin, 'postgres'),
      ...(binaries.lib === undefined ? [] : [join(binaries.lib, 'x')]),
    ];
    const identity = chooseIdentity(home, programs);
    linkLibraries(home, binaries);
    if (process.getuid?.() === 0) chownSync(socketDir, identity.ids.uid ?? 0, identity.ids.gid ?? 0);
    const plan = { home, data, socketDir, binaries, identity, settings: options.settings ?? {} };
    await ensureDataDirectory(plan);
    return plan;
  }

  private onLost(): void {
    this.presence = undefined;
    if (this.stopping) return;
    this.options.logger.warn('the private database server is gone; starting it again');
    this.returning = this.comeBack();
  }

  private async comeBack(): Promise<void> {
    while (!this.stopping) {
      try {
        return await this.attach();
      } catch (error) {
        this.options.logger.error(
          { reason: String(error) },
          'the private database server does not start; trying again',
        );
        await setTimeout(1000);
      }
    }
  }

  private unanswered(): AppError {
    const pid = readPidFile(this.data)?.pid ?? processesIn(this.data)[0];
    return new AppError(
      'storage.unavailable',
      `A database server (process ${pid ?? 'unknown'}) holds ${this.data} but does not answer: look at ${this.home}/server.log, end it, start again`,
    );
  }
}

/** Another desk was faster, or a dead server's back ends still end: PostgreSQL's own locks noticed. */
function isLostRace(error: unknown): boolean {
  return error instanceof AppError && /lock file|shared memory block/.test(error.message);
}
