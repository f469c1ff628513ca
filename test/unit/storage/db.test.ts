import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { connectDb } from '../../../src/storage/db';
import { createTestDatabase, silent, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';

describe('the database seam', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.db.query('create table jotting (id int primary key)');
  });
  afterAll(() => database.drop());
  beforeEach(() => database.db.query('truncate jotting'));

  const notes = async (): Promise<number[]> =>
    (await database.db.query<{ id: number }>('select id from jotting order by id')).map(({ id }) => id);

  it('commits a transaction that resolves, and rolls back one that rejects', async () => {
    await expect(
      database.db.tx((q) => q.query('insert into jotting values (1) returning id')),
    ).resolves.toEqual([{ id: 1 }]);
    const failing = database.db.tx(async (q) => {
      await q.query('insert into jotting values (2)');
      await q.query('insert into jotting values (1)');
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await notes()).toEqual([1]);
  });

  it('tells that nothing was stored when a failed statement was swallowed', async () => {
    const swallowing = database.db.tx(async (q) => {
      await q.query('insert into jotting values (1)');
      await q.query('select 1 / 0').catch(() => undefined);
    });
    await expect(swallowing).rejects.toMatchObject({ code: 'storage.unavailable' });
    expect(await notes()).toEqual([]);
  });

  it('wakes listeners of every node once for what happens together', async () => {
    const other = database.open();
    const heard: string[] = [];
    const stop = await other.listen('conversation', (payload) => heard.push(payload));
    await Promise.all([1, 2, 3].map(() => database.db.notify('conversation', 'c1')));
    await database.db.notify('conversation', 'c2');
    await waitUntil('c2 is heard', () => heard.includes('c2'));
    expect(heard).toEqual(['c1', 'c2']);
    await stop();
    await database.db.notify('conversation', 'c3');
    await database.db.notify('conversation', 'c4');
    expect(heard).not.toContain('c3');
  });

  it('listens again after its connection was cut, and says that something may have been missed', async () => {
    const other = database.open();
    const heard: string[] = [];
    await other.listen('again', (payload) => heard.push(payload));
    await database.db.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query not like '%pg_terminate%'`);
    await waitUntil('the listener is told of the gap', () => heard.includes(''));
    await database.db.notify('again', 'after');
    await waitUntil('the wake-up arrives', () => heard.includes('after'));
    expect(heard).toEqual(['', 'after']);
  });

  it('survives the loss of idle connections', async () => {
    const other = database.open();
    await Promise.all([1, 2, 3].map(() => other.query('select pg_sleep(0.02)')));
    await database.db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const runs = (): Promise<boolean> => other.query('select 1').then(Boolean, () => false);
    await expect(waitUntil('queries run again', runs)).resolves.toBeUndefined();
  });

  it('does not hang when the network swallows a query', async () => {
    const hole = await openBlackHole(database);
    const db = connectDb(hole.target, { logger: silent, max: 1 });
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
    hole.swallow(true);
    await expect(db.tx((q) => q.query('select 1'))).rejects.toThrow('timeout');
    hole.swallow(false);
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
    await db.close();
    hole.close();
  });
});

/** A proxy in front of the server that can stop passing bytes without closing anything. */
async function openBlackHole(database: TestDatabase) {
  const probe = database.target;
  const folder = mkdtempSync(join(tmpdir(), 'hole-'));
  let swallowing = false;
  const sockets = new Set<Socket>();
  const pipe = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('data', (bytes) => swallowing || to.write(bytes));
    from.on('error', () => undefined).on('close', () => to.destroy());
  };
  const { host, port } = new Client(probe);
  const server = createServer((client) => {
    const upstream = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
    pipe(client, upstream);
    pipe(upstream, client);
  });
  await new Promise<void>((listening) => server.listen(join(folder, '.s.PGSQL.5432'), listening));
  const { user, database: name, password } = new Client(probe);
  return {
    target: { host: folder, user: user ?? '', database: name ?? '', ...(password ? { password } : {}) },
    swallow: (on: boolean) => void (swallowing = on),
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
