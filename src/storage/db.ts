import { createHash } from 'node:crypto';
import { Client, Pool, type ClientBase, type PoolClient } from 'pg';
import type { Logger } from 'pino';
import { AppError } from '../errors';
import type { ConnectionTarget } from './connection-target';
import { ListenConnection } from './listen-connection';
import { NotifyBatch } from './notify-batch';

/** Anything that runs SQL: the pool, or one transaction. */
export interface Queryable {
  query<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** The only door to PostgreSQL. An error leaves the outcome of a write unknown: retry with an idempotency key. */
export interface Db extends Queryable {
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it rejects. */
  tx<T>(work: (q: Queryable) => Promise<T>): Promise<T>;
  /** Calls `onWake` on every NOTIFY, and with '' after a reconnection, when some may have been missed. A hint only: poll too. */
  listen(channel: string, onWake: (payload: string) => void): Promise<() => Promise<void>>;
  /** Wakes listeners on every node, coalesced; never rejects, because it is a hint. Call it after the commit, never inside. */
  notify(channel: string, payload: string): Promise<void>;
  close(): Promise<void>;
}

/** Without these a black-holed query hangs for good (measured). Milliseconds. */
const TIMEOUTS = { query_timeout: 3000, connectionTimeoutMillis: 3000, keepAlive: true } as const;

/** A node that vanished inside a transaction must not hold a conversation's lock for hours. Set after connecting, not as a
 *  start-up parameter, because PgBouncer refuses unknown ones. */
const SESSION = `set idle_in_transaction_session_timeout = '15s'; set lock_timeout = '2500ms'`;

/** Opens a pool; connects lazily, so a wrong address shows at the first query. */
export function connectDb(target: ConnectionTarget, options: { logger: Logger; max?: number }): Db {
  const { logger, max = 10 } = options;
  const config = { ...target, ...TIMEOUTS, application_name: 'madoguchi' };
  // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the pool waits for it, although its type says void
  const pool = new Pool({ ...config, max, onConnect: startSession });
  pool.on('error', (error) => logger.warn({ reason: error.message }, 'database connection lost')); // the error itself holds the password
  pool.on('connect', (client) => client.on('error', () => undefined)); // a checked-out client has no other listener and would end Node
  const listener = new ListenConnection(() => new Client(config), logger);
  const query = queryOn(pool);
  const wakes = new NotifyBatch({ query }, logger);
  return {
    query,
    tx: (work) => transaction(pool, work),
    listen: (channel, onWake) => listener.listen(channel, onWake),
    notify: (channel, payload) => wakes.notify(channel, payload),
    close: once(async () => {
      await wakes.idle();
      await listener.close();
      await pool.end();
    }),
  };
}

/** Closing twice is closing once: a signal may arrive while the desk already stops. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

async function startSession(client: ClientBase): Promise<void> {
  await client.query(SESSION);
}

function queryOn(connection: Pool | PoolClient): Queryable['query'] {
  return async <R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> => {
    const result = await connection.query<R & Record<string, unknown>>(
      values.length === 0 ? text : { name: nameOf(text), text, values: [...values] },
    );
    return result.rows;
  };
}

/** By statement: there are as many as the source has. */
const names = new Map<string, string>();

/** A named statement is planned once a connection: a quarter less work for the server in every turn (docs/benchmarks.md). The name
 *  comes from the text, so that nodes behind one PgBouncer (1.21 or newer) mean the same by it. */
function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}

async function transaction<T>(pool: Pool, work: (q: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await work({ query: queryOn(client) });
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') {
      // PostgreSQL answers ROLLBACK, without an error, when `work` swallowed a failed statement
      throw new AppError(
        'storage.unavailable',
        'The transaction was rolled back, because a statement in it had failed',
      );
    }
    return result;
  } catch (error) {
    broken = !(await rolledBack(client, error));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function rolledBack(client: PoolClient, error: unknown): Promise<boolean> {
  const timedOut = error instanceof Error && error.message === 'Query read timeout';
  if (timedOut) return false; // the statement still runs on this connection: drop it, the server then rolls back
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}
