import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadPack } from '../../../src/knowledge/load-pack';
import { loadPackOnce } from '../../../src/knowledge/pack-cache';

const KOMAE = path.join(__dirname, '../../../knowledge/komae');
const NOW = Date.parse('2021-06-04T10:00+09:00');

describe('a pack read once', () => {
  let folder: string;
  let cache: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pack-cache-'));
    cache = path.join(folder, 'cache');
    await cp(KOMAE, path.join(folder, 'komae'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is the same the second time, from the cache', async () => {
    const { pack } = await loadPack(path.join(folder, 'komae'), NOW);
    await loadPackOnce(path.join(folder, 'komae'), NOW, cache);

    expect((await readdir(cache)).length).toBe(1);
    expect((await loadPackOnce(path.join(folder, 'komae'), NOW, cache)).pack).toEqual(pack);
  });

  it('is read anew when one file has changed, and a fault is never remembered', async () => {
    await loadPackOnce(path.join(folder, 'komae'), NOW, cache);
    await appendFile(path.join(folder, 'komae', 'venues.yaml'), '\n- id: broken\n');

    const broken = await loadPackOnce(path.join(folder, 'komae'), NOW, cache);

    expect(broken.pack).toBeUndefined();
    expect(broken.problems.some(({ file }) => file.endsWith('venues.yaml'))).toBe(true);
    expect((await readdir(cache)).length).toBe(1);
  });
});
