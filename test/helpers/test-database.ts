import { createHash, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import pino, { type Logger } from 'pino';
import type { ConnectionTarget } from '../../src/storage/connection-target';
import { connectDb, type Db } from '../../src/storage/db';
import { migrate, schemaFingerprint } from '../../src/storage/migrate';
import { startPrivatePostgres } from '../../src/storage/private-postgres';

export const silent: Logger = pino({ level: 'silent' });

/** A database of its own, migrated, on the shared test server: call `drop` in afterAll. */
export interface TestDatabase {
  readonly db: Db;
  readonly target: ConnectionTarget;
  /** For DATABASE_URL. */
  readonly url: string;
  /** One more pool, as another node has it. */
  open(): Db;
  drop(): Promise<void>;
}

const TEMPLATE_LOCK = 7_274_099;
/** Faster, and enough: a test database need not outlive the machine. Tests of durability start a server of their own. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

interface TestServer {
  readonly of: (database: string) => ConnectionTarget;
  readonly stop: () => Promise<void>;
}

/** With TEST_DATABASE_URL on that server (its user must be allowed to create databases), else on a private one that all test processes
 *  of this checkout share, and that the last of them stops. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const name = `madoguchi_test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await asAdmin(server, async (admin) => {
    const template = await ensureTemplate(server, admin);
    await admin.query(`create database ${name} template ${template}`);
  });
  const target = server.of(name);
  const pools: Db[] = [];
  const open = (): Db => {
    const pool = connectDb(target, { logger: silent });
    pools.push(pool);
    return pool;
  };
  return {
    db: open(),
    target,
    url: urlOf(target),
    open,
    drop: async () => {
      await Promise.all(pools.map((pool) => pool.close()));
      await asAdmin(server, (admin) => admin.query(`drop database ${name} with (force)`));
      await server.stop();
    },
  };
}

async function testServer(): Promise<TestServer> {
  const url = process.env.TEST_DATABASE_URL;
  if (url !== undefined) {
    const of = (database: string): ConnectionTarget => {
      const changed = new URL(url);
      if (database !== '') changed.pathname = `/${database}`;
      return { connectionString: changed.href };
    };
    return { of, stop: () => Promise.resolve() };
  }
  const checkout = createHash('sha256')
    .update(`${process.cwd()}:${process.getuid?.()}`)
    .digest('hex')
    .slice(0, 10);
  const dataDir = join(tmpdir(), `madoguchi-tests-${checkout}`);
  const server = await startPrivatePostgres({ dataDir, logger: silent, settings: FAST });
  const of = (database: string): ConnectionTarget => ({
    ...server.target,
    ...(database === '' ? {} : { database }),
  });
  return { of, stop: () => server.stop() };
}

async function asAdmin<T>(server: TestServer, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client(server.of(''));
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Migrates once per schema, then every test file copies files; also drops what killed test processes left. */
async function ensureTemplate(server: TestServer, admin: Client): Promise<string> {
  const template = `madoguchi_template_${await schemaFingerprint()}`;
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname like 'madoguchi\\_t%'`,
  );
  const names = rows.map((row) => row.datname);
  for (const name of names.filter((other) => other !== template && isLeftOver(other))) {
    await admin.query(`drop database if exists ${name} with (force)`);
  }
  if (names.includes(template)) return template;
  const draft = `${template}_draft`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft}`);
  await migrate(server.of(draft));
  await admin.query(`alter database ${draft} rename to ${template}`);
  return template;
}

function isLeftOver(name: string): boolean {
  const pid = /^madoguchi_test_(\d+)_/.exec(name)?.[1];
  if (pid === undefined) return true; // the template of an older schema
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch {
    return true;
  }
}

function urlOf(target: ConnectionTarget): string {
  if ('connectionString' in target) return target.connectionString;
  return `postgres://${target.user}@${encodeURIComponent(target.host)}/${target.database}`;
}
