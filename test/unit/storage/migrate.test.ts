import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../src/storage/migrate';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

describe('migrations', () => {
  let database: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'migrations-'));
    await writeFile(
      join(folder, '0001_first.sql'),
      'create table first (id int); insert into first values (1);',
    );
    await writeFile(
      join(folder, '0002_second.sql'),
      'create table second (id int); insert into second select * from first;',
    );
    await database.db.query('drop schema public cascade');
    await database.db.query('create schema public');
  });
  afterEach(() => rm(folder, { recursive: true }));
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('runs once when eight nodes start at the same moment', async () => {
    await Promise.all(Array.from({ length: 8 }, () => migrate(database.target, folder)));
    expect(await database.db.query('select id from second')).toEqual([{ id: 1 }]);
    expect(await database.db.query('select number, name from schema_migration order by number')).toEqual([
      { number: 1, name: '0001_first.sql' },
      { number: 2, name: '0002_second.sql' },
    ]);
  });

  it('adds only what is new', async () => {
    await migrate(database.target, folder);
    await writeFile(join(folder, '0003_third.sql'), 'create table third (id int)');
    await migrate(database.target, folder);
    expect(await database.db.query('select count(*)::int as n from schema_migration')).toEqual([{ n: 3 }]);
  });

  it('leaves nothing of a migration that fails', async () => {
    await writeFile(join(folder, '0003_third.sql'), 'create table third (id int); select 1 / 0');
    await expect(migrate(database.target, folder)).rejects.toThrow('division by zero');
    expect(await database.db.query(`select to_regclass('first') as first`)).toEqual([{ first: null }]);
  });

  it('refuses an applied file that was edited', async () => {
    await migrate(database.target, folder);
    await writeFile(join(folder, '0001_first.sql'), 'create table first (id bigint)');
    await expect(migrate(database.target, folder)).rejects.toMatchObject({
      code: 'storage.migration-changed',
    });
  });

  it('refuses a database that is newer than the desk', async () => {
    await migrate(database.target, folder);
    await rm(join(folder, '0002_second.sql'));
    await expect(migrate(database.target, folder)).rejects.toMatchObject({ code: 'storage.incompatible' });
  });

  it('refuses a gap in the numbers', async () => {
    await cp(join(folder, '0002_second.sql'), join(folder, '0004_fourth.sql'));
    await expect(migrate(database.target, folder)).rejects.toMatchObject({
      code: 'storage.migration-changed',
    });
  });
});
