import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkPack } from './check-pack';
import type { Draft, PlacedEntry } from './draft';
import { entrySchema } from './entry';
import type { Pack } from './pack';
import { FILE_KINDS, keysOf, OPTIONAL_FILES, PACK_FILES, type FileKind } from './pack-files';
import { parseSource, type Source } from './parse-entries';
import { inFileOrder, type Problem } from './problem';
import { checkSchema } from './schema-problems';

/** A usable pack with its warnings, or everything that keeps it from being used. */
export type LoadedPack =
  | { readonly pack: Pack; readonly problems: readonly Problem[] }
  | { readonly pack?: undefined; readonly problems: readonly Problem[] };

type SingleFile = Exclude<FileKind, 'entries'>;

/**
 * Reads and checks the knowledge of one city. Faults of the data are returned, not thrown.
 * `dir`: the city's folder; `now`: milliseconds, for review dates.
 */
export async function loadPack(dir: string, now: number): Promise<LoadedPack> {
  if (!(await isFolder(dir))) return { problems: [noFolder(dir)] };
  const problems: Problem[] = [];
  const single = await readSingleFiles(dir, problems);
  const recordsFit = problems.length === 0;
  const { placed, unfitIds } = await readEntries(join(dir, 'entries'), problems);
  // What a file that cannot be read would have held seems to be missing everywhere else.
  if (!recordsFit || problems.some(({ code }) => code.startsWith('yaml.'))) return { problems: inFileOrder(problems) };

  const values = Object.fromEntries([...single].map(([kind, { value }]) => [kind, value]));
  const entries = placed.map(({ entry }) => entry);
  const pack = { outside: [], synonyms: [], terms: [], ...values, entries } as unknown as Pack;
  const sources = Object.fromEntries([...single].map(([kind, { source }]) => [kind, source]));
  const draft: Draft = { pack, entries: placed, unfitIds, unread: await unreadFiles(dir), sources };
  const all = inFileOrder([...problems, ...checkPack(draft, now)]);
  return all.some(({ severity }) => severity === 'error') ? { problems: all } : { pack, problems: all };
}

async function readSingleFiles(
  dir: string,
  problems: Problem[],
): Promise<Map<SingleFile, { value: unknown; source: Source }>> {
  const read = new Map<SingleFile, { value: unknown; source: Source }>();
  for (const kind of FILE_KINDS) {
    if (kind === 'entries') continue;
    const file = join(dir, `${kind}.yaml`);
    const text = await readText(file);
    if (text !== undefined) {
      const result = parse(file, text, kind);
      problems.push(...result.problems);
      if (result.value !== undefined) read.set(kind, { value: result.value, source: result.source });
    } else if (!OPTIONAL_FILES.includes(kind)) problems.push(missing(file));
  }
  return read;
}

async function unreadFiles(dir: string): Promise<string[]> {
  const read = FILE_KINDS.map((kind) => `${kind}.yaml`);
  const top = (await readdir(dir)).filter((name) => /\.ya?ml$/.test(name) && !read.includes(name));
  const entries = (await readdir(join(dir, 'entries')).catch(() => [])).filter((name) => name.endsWith('.yml'));
  return [...top.map((name) => join(dir, name)), ...entries.map((name) => join(dir, 'entries', name))].sort();
}

async function readEntries(
  dir: string,
  problems: Problem[],
): Promise<{ placed: PlacedEntry[]; unfitIds: string[] }> {
  const names = await readdir(dir).catch(() => []);
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  if (files.length === 0) problems.push(missing(join(dir, '*.yaml')));
  const placed: PlacedEntry[] = [];
  const unfitIds: string[] = [];
  for (const name of files) {
    const file = join(dir, name);
    const { source, problems: found } = parse(file, (await readText(file)) ?? '', 'entries');
    problems.push(...found);
    (Array.isArray(source.value) ? (source.value as unknown[]) : []).forEach((item, index) => {
      const { data: entry } = entrySchema.safeParse(item);
      if (entry) placed.push({ entry, source, index });
      else unfitIds.push(idOf(item));
    });
  }
  return { placed, unfitIds };
}

function idOf(item: unknown): string {
  return typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : '';
}

function parse(file: string, text: string, kind: FileKind): { source: Source; value?: unknown; problems: readonly Problem[] } {
  const source = parseSource(file, text);
  if (source.problems.length > 0) return { source, problems: source.problems };
  return { source, ...checkSchema(source, PACK_FILES[kind], () => keysOf(kind)) };
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\ufeff/, ''); // Windows editors write a mark that YAML does not expect
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function isFolder(dir: string): Promise<boolean> {
  return stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function noFolder(dir: string): Problem {
  return {
    ...missing(dir),
    code: 'folder.missing',
    message: `知識のフォルダー「${basename(dir)}」がありません`,
    hint: `市の名前（CITY）が正しいか、${dir} があるかを確かめてください`,
  };
}

function missing(file: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    code: 'file.missing',
    message: `ファイル「${basename(file)}」がありません`,
    hint: `${file} を置いてください。消してしまったときは、前の版から戻してください`,
    severity: 'error',
  };
}
