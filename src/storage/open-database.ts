import type { Logger } from 'pino';
import { AppError } from '../errors';
import type { ConnectionTarget } from './connection-target';
import { checkDatabaseUrl, redactUrl } from './database-url';
import { connectDb, type Db } from './db';
import { migrate } from './migrate';
import { startPrivatePostgres } from './private-postgres';

/** Oldest server whose SQL we use. */
const OLDEST_SERVER = 140_000;

/** Opens the city's server, or starts (or attaches to) the private one in `dataDir`, and migrates it. A bad `databaseUrl` is refused,
 *  never replaced by an empty private store. Throws `config.invalid`, `storage.unavailable`, `storage.incompatible`. */
export async function openDatabase(o: {
  databaseUrl?: string | undefined;
  dataDir: string;
  pgBinDir?: string | undefined;
  logger: Logger;
}): Promise<{ db: Db; stop: () => Promise<void> }> {
  if (o.databaseUrl !== undefined) {
    checkDatabaseUrl(o.databaseUrl);
    const db = await open({ connectionString: o.databaseUrl }, o.logger, redactUrl(o.databaseUrl));
    return { db, stop: () => db.close() };
  }
  const server = await startPrivatePostgres(o);
  try {
    const db = await open(server.target, o.logger, o.dataDir);
    return {
      db,
      stop: async () => {
        await db.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Loading the knowledge holds up Node's thread: on a slow machine for longer than a connection may take, and then the timeout is our own. */
const TRIES = 4;

async function open(target: ConnectionTarget, logger: Logger, where: string): Promise<Db> {
  for (let tries = 1; ; tries++) {
    const db = connectDb(target, { logger });
    try {
      await checkServer(db, where);
      await migrate(target);
      return db;
    } catch (error) {
      await db.close();
      if (error instanceof AppError) throw error;
      if (tries < TRIES && /timeout/i.test(reasonOf(error))) continue;
      throw new AppError('storage.unavailable', `The database ${where} cannot be used: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  }
}

/** Node reports a refused connection to several addresses with an empty message and a code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}

async function checkServer(db: Db, where: string): Promise<void> {
  const [server] = await db.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  );
  if (server === undefined || server.version < OLDEST_SERVER || server.encoding !== 'UTF8') {
    throw new AppError(
      'storage.incompatible',
      `The database ${where} must be PostgreSQL 14 or newer with encoding UTF8`,
      {
        details: { ...server },
      },
    );
  }
}
