import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import { connectDb, type Db } from '../../../src/storage/db';
import { openDatabase } from '../../../src/storage/open-database';
import { isAlive, readPidFile } from '../../../src/storage/postmaster';
import { startPrivatePostgres } from '../../../src/storage/private-postgres';
import { compileDesk, type CompiledDesk } from '../../helpers/compiled-process';
import { silent } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';

const WRITING_DESK = 'test/helpers/writing-desk.ts';
const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('the private PostgreSQL', () => {
  let folder: string;
  let dataDir: string;
  let stops: (() => Promise<void>)[];
  let compiled: CompiledDesk;

  beforeAll(() => {
    compiled = compileDesk([WRITING_DESK]);
  });
  afterAll(() => compiled.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pg-test-'));
    dataDir = join(folder, 'data');
    stops = [];
  });
  afterEach(async () => {
    for (const stop of stops) await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (dir = dataDir): Promise<Db> => {
    const { db, stop } = await openDatabase({ dataDir: dir, logger: silent });
    stops.push(stop);
    return db;
  };
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0)) await stop();
  };
  const pgdata = (dir = dataDir): string => join(dir, 'postgres', 'pgdata');
  const pidOf = (dir = dataDir): number => readPidFile(pgdata(dir))?.pid ?? 0;

  it('keeps data over a restart, and leaves no process', async () => {
    const db = await open();
    const pid = pidOf();
    await db.query('create table jotting as select 1 as id');
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
    await stopAll();
    expect(isAlive(pid)).toBe(false);
    expect(await (await open()).query('select id from jotting')).toEqual([{ id: 1 }]);
  });

  it('opens no TCP port', async () => {
    const db = await open();
    expect(await db.query(`select current_setting('listen_addresses') as addresses`)).toEqual([
      { addresses: '' },
    ]);
  });

  it('is shared by desks that start at the same moment, and stops with the last of them', async () => {
    const [first, ...others] = await Promise.all(
      [1, 2, 3].map(() => openDatabase({ dataDir, logger: silent })),
    );
    stops.push(...others.map(({ stop }) => stop));
    const pid = pidOf();
    await first?.db.query('create table jotting as select 1 as id');
    await first?.stop();
    expect(isAlive(pid)).toBe(true);
    for (const { db } of others) expect(await db.query('select id from jotting')).toEqual([{ id: 1 }]);
    await stopAll();
    expect(isAlive(pid)).toBe(false);
  });

  it('comes back by itself after kill -9', async () => {
    const db = await open();
    await db.query('create table jotting as select 1 as id');
    for (let round = 0; round < 3; round++) {
      const pid = pidOf();
      process.kill(pid, 'SIGKILL');
      const answers = (): Promise<boolean> =>
        db
          .query('select id from jotting')
          .then((rows) => rows.length === 1 && pidOf() !== pid)
          .catch(() => false);
      await expect(waitUntil('another server answers', answers)).resolves.toBeUndefined();
    }
  });

  it('works where the path is too long for a socket', async () => {
    const long = join(folder, '狛江市'.repeat(12), 'x'.repeat(80));
    await (await open(long)).query('create table jotting as select 1 as id');
    const { socketDir } = readPidFile(pgdata(long)) ?? { socketDir: '' };
    expect(existsSync(socketDir)).toBe(true);
    await stopAll();
    expect(existsSync(socketDir)).toBe(false);
    expect(await (await open(long)).query('select id from jotting')).toEqual([{ id: 1 }]);
  });

  asRoot(
    'works in a folder that only root may enter, and after that folder was opened or closed',
    async () => {
      for (const mode of [0o700, 0o755, 0o700]) {
        chmodSync(folder, mode);
        const db = await open();
        await db.query('create table if not exists jotting (id int)');
        await stopAll();
      }
    },
  );

  it('starts although a killed initdb left its files, and although the pid file names a process of another kind', async () => {
    mkdirSync(join(dataDir, 'postgres', 'init-1', 'base'), { recursive: true });
    await open();
    expect(existsSync(join(dataDir, 'postgres', 'init-1'))).toBe(false);
    await stopAll();
    writeFileSync(
      join(pgdata(), 'postmaster.pid'),
      `${process.pid}\n${pgdata()}\n1622768400\n5432\n${join(dataDir, 'postgres')}\n\n0 0\nready   \n`,
    );
    expect(await (await open()).query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses files of another major version, and leaves them alone', async () => {
    await open();
    await stopAll();
    writeFileSync(join(pgdata(), 'PG_VERSION'), '12\n');
    await expect(open()).rejects.toMatchObject({
      code: 'storage.incompatible',
      message: expect.stringMatching(/PostgreSQL 12.*PG_BIN_DIR/) as string,
    });
    expect(readFileSync(join(pgdata(), 'PG_VERSION'), 'utf8')).toBe('12\n');
  });

  it('says what to do when the programs or the folder are not there', async () => {
    await expect(openDatabase({ dataDir, pgBinDir: '/nowhere', logger: silent })).rejects.toMatchObject({
      code: 'storage.unavailable',
      message: expect.stringContaining('PG_BIN_DIR "/nowhere"') as string,
    });
    writeFileSync(join(folder, 'file'), '');
    await expect(open(join(folder, 'file'))).rejects.toMatchObject({
      code: 'storage.unavailable',
      message: expect.stringContaining('DATA_DIR') as string,
    });
  });

  it('never starts when DATABASE_URL is bad', async () => {
    const bad = (databaseUrl: string): Promise<unknown> =>
      openDatabase({ databaseUrl, dataDir, logger: silent });
    await expect(bad('')).rejects.toMatchObject({ code: 'config.invalid' });
    await expect(bad('postgres://desk:secret@127.0.0.1:1/desk')).rejects.toMatchObject({
      code: 'storage.unavailable',
      message: expect.not.stringContaining('secret') as string,
    });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('loses no acknowledged message, doubles none and leaves no gap when desk and database are killed by turns', async () => {
    const acknowledged: { key: string; seq: number }[] = [];
    const keeper = await startPrivatePostgres({ dataDir, logger: silent }); // so that the database has someone to restart it
    const db = connectDb(keeper.target, { logger: silent });
    for (let round = 0; round < 6; round++) {
      const desk = compiled.run(WRITING_DESK, [dataDir, 'c1', `r${round}:`]);
      const before = acknowledged.length;
      listenTo(desk, (line) => acknowledged.push(JSON.parse(line) as { key: string; seq: number }));
      await waitUntil('the desk writes', () => acknowledged.length > before + 20);
      if (round % 2 === 1) process.kill(pidOf(), 'SIGKILL');
      desk.kill('SIGKILL');
      await new Promise((gone) => desk.once('close', gone));
    }
    const stored = await waitForRows(db);
    expect(acknowledged.filter(({ key, seq }) => stored.get(key) !== seq)).toEqual([]);
    const [shape] = await db.query(`select max(m.seq) = count(*) and max(m.seq) = max(c.last_seq) as gapless,
      count(distinct m.key) = count(*) as unique_keys, count(distinct m.at) = count(*) as increasing,
      count(*) filter (where m.author = 'bot') = count(*) filter (where m.turn = 'done') as answered_once
      from message m join conversation c on c.id = m.conversation_id`);
    expect(shape).toEqual({ gapless: true, unique_keys: true, increasing: true, answered_once: true });
    await db.close();
    await keeper.stop();
  });

  it('attaches to the server that a killed desk left', async () => {
    const desk = compiled.run(WRITING_DESK, [dataDir, 'c1', 'k']);
    const lines: string[] = [];
    listenTo(desk, (line) => lines.push(line));
    await waitUntil('the desk writes', () => lines.length > 0);
    const pid = pidOf();
    desk.kill('SIGKILL');
    await new Promise((gone) => desk.once('close', gone));
    expect(isAlive(pid)).toBe(true);
    await open();
    expect(pidOf()).toBe(pid);
    await stopAll();
    expect(isAlive(pid)).toBe(false);
  });
});

function listenTo(desk: ChildProcess, onLine: (line: string) => void): void {
  if (desk.stdout !== null) createInterface({ input: desk.stdout }).on('line', onLine);
}

async function waitForRows(db: Db): Promise<Map<string, number>> {
  let rows: { key: string; seq: number }[] = [];
  await waitUntil('the database is back', async () => {
    rows = await db.query<{ key: string; seq: number }>('select key, seq from message').catch(() => []);
    return rows.length > 0;
  });
  return new Map(rows.map(({ key, seq }) => [key, seq]));
}
