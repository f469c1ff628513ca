import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadPack, type LoadedPack } from './load-pack';
import type { Pack } from './pack';

/**
 * Like {@link loadPack}, but files that were found without fault before are not parsed and checked again: two megabytes of
 * YAML take most of a second at every start. The key is the content of every file and the code of this folder, so a
 * changed letter means a new reading. Review dates are looked at only then (`npm run knowledge:validate` always does).
 * A cache that cannot be read or written is no cache, and never an error.
 */
export async function loadPackOnce(dir: string, now: number, cacheDir: string): Promise<LoadedPack> {
  const file = path.join(cacheDir, `pack-${await fingerprint(dir)}.json`);
  const known = await readFile(file, 'utf8').then(
    (text): unknown => JSON.parse(text),
    () => undefined,
  );
  if (known !== undefined) return { pack: known as Pack, problems: [] };
  const loaded = await loadPack(dir, now);
  if (loaded.pack) await keep(file, JSON.stringify(loaded.pack));
  return loaded;
}

async function fingerprint(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [dir, path.join(dir, 'entries'), __dirname, path.join(__dirname, 'checks')]) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(ya?ml|js|ts)$/.test(name)).sort();
    for (const name of names) hash.update(name).update(await readFile(path.join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function keep(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, text);
    await rename(draft, file);
  } catch {
    // The next start is as slow as this one was.
  }
}
