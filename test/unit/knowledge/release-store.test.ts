import type { Pack } from '../../../src/knowledge/pack';
import { hashOf, newestRelease, publishRelease, readRelease } from '../../../src/knowledge/release-store';
import { loadSmallPack, SMALL_PACK_NOW } from '../../helpers/small-pack';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

let database: TestDatabase;
let pack: Pack;

beforeAll(async () => {
  database = await createTestDatabase();
  const loaded = await loadSmallPack();
  if (loaded.pack) pack = loaded.pack;
});
afterAll(() => database.drop());

const renamed = (version: string): Pack => ({ ...pack, catalog: { ...pack.catalog, version } });

describe('the releases of a city', () => {
  it('begin with 1, and stay the same while the content does', async () => {
    await expect(newestRelease(database.db, 'small')).resolves.toBeUndefined();
    const first = await publishRelease(database.db, pack, SMALL_PACK_NOW);
    expect(first).toEqual({ number: 1, hash: hashOf(pack), at: '2021-06-04T01:00:00.000Z' });
    await expect(publishRelease(database.db, pack, SMALL_PACK_NOW + 1000)).resolves.toEqual(first);
  });

  it('get the next number when anything changes, back to an earlier content included', async () => {
    await expect(publishRelease(database.db, renamed('2'), SMALL_PACK_NOW)).resolves.toMatchObject({ number: 2 });
    await expect(publishRelease(database.db, pack, SMALL_PACK_NOW)).resolves.toMatchObject({ number: 3, hash: hashOf(pack) });
  });

  it('keep everything that was known, so that its hash can be checked', async () => {
    const kept = await readRelease(database.db, 'small', 1);
    expect(kept).toEqual(pack);
    expect(kept && hashOf(kept)).toBe(hashOf(pack));
    await expect(readRelease(database.db, 'small', 99)).resolves.toBeUndefined();
  });

  it('cannot be changed', async () => {
    await expect(database.db.query("update knowledge_release set hash = 'x'")).rejects.toThrow();
    await expect(database.db.query('delete from knowledge_release')).rejects.toThrow();
  });

  it('are one when several nodes start together with the same knowledge', async () => {
    const nodes = Array.from({ length: 6 }, () => database.open());
    const releases = await Promise.all(nodes.map((db) => publishRelease(db, renamed('together'), SMALL_PACK_NOW)));
    expect(new Set(releases.map(({ number }) => number)).size).toBe(1);
    const [row] = await database.db.query<{ count: number }>('select count(*)::int as count from knowledge_release');
    expect(row?.count).toBe(4);
  });
});
