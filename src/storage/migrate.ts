import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { AppError } from '../errors';
import type { ConnectionTarget } from './connection-target';

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Any constant does, as long as every version of the desk uses the same. */
const MIGRATION_LOCK = 7_274_001;
const FOLDER = join(__dirname, 'migrations');

/** Brings the schema up to date in one transaction; safe when many nodes start at once. Throws `storage.migration-changed` when
 *  an applied file was edited, `storage.incompatible` when the database knows a newer migration than this desk does. */
export async function migrate(target: ConnectionTarget, folder = FOLDER): Promise<void> {
  const migrations = await readMigrations(folder);
  const client = new Client({
    ...target,
    connectionTimeoutMillis: 3000,
    application_name: 'madoguchi migrate',
  });
  client.on('error', () => undefined); // the failing query reports it
  await client.connect();
  try {
    if (pendingOf(migrations, await appliedOn(client)).length > 0) await applyPending(client, migrations);
  } finally {
    await client.end();
  }
}

/** A fingerprint of all migrations: same value, same schema. */
export async function schemaFingerprint(folder = FOLDER): Promise<string> {
  const migrations = await readMigrations(folder);
  return sha256(migrations.map((migration) => migration.checksum).join()).slice(0, 12);
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const sql = await readFile(join(folder, name), 'utf8');
      const number = Number(/^(\d{4})_/.exec(name)?.[1]);
      if (number !== index + 1) {
        throw new AppError(
          'storage.migration-changed',
          `${join(folder, name)} should be numbered ${index + 1}: no gaps, no doubles`,
        );
      }
      return { number, name, sql, checksum: sha256(sql) };
    }),
  );
}

async function applyPending(client: Client, migrations: readonly Migration[]): Promise<void> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]); // without it 7 of 8 nodes starting together failed
    await client.query(`create table if not exists schema_migration (
      number integer primary key, name text not null, checksum text not null, at timestamptz not null default clock_timestamp())`);
    for (const migration of pendingOf(migrations, await appliedOn(client))) {
      await client.query(migration.sql);
      const { number, name, checksum } = migration;
      await client.query('insert into schema_migration (number, name, checksum) values ($1, $2, $3)', [
        number,
        name,
        checksum,
      ]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function appliedOn(client: Client): Promise<Map<number, string>> {
  const found = await client.query<{ known: boolean }>(
    `select to_regclass('schema_migration') is not null as known`,
  );
  if (found.rows[0]?.known !== true) return new Map();
  const { rows } = await client.query<{ number: number; checksum: string }>(
    'select number, checksum from schema_migration',
  );
  return new Map(rows.map((row) => [row.number, row.checksum]));
}

function pendingOf(migrations: readonly Migration[], applied: ReadonlyMap<number, string>): Migration[] {
  const newest = Math.max(0, ...applied.keys());
  if (newest > migrations.length) {
    throw new AppError(
      'storage.incompatible',
      `The database has migration ${newest}, this desk knows ${migrations.length}: start the newer version of the desk`,
    );
  }
  for (const { number, name, checksum } of migrations) {
    const before = applied.get(number);
    if (before !== undefined && before !== checksum) {
      throw new AppError(
        'storage.migration-changed',
        `Migration ${name} was changed after it was applied: restore it, add a new file instead`,
      );
    }
  }
  return migrations.filter(({ number }) => !applied.has(number));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
