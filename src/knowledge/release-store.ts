import { createHash } from 'node:crypto';
import { AppError } from '../errors';
import type { Pack } from './pack';

/** What this store needs of a database; structurally the `Queryable` of src/storage. */
interface Queries {
  query<R extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<R[]>;
}

/** Knowledge as it was in force from `at` (ISO 8601) on; never changed afterwards. */
export interface Release {
  readonly number: number;
  readonly hash: string;
  readonly at: string;
}

/** Nodes that start together may all try to be first; each round one of them is. */
const ATTEMPTS = 20;

const NEWEST = 'select number, hash, at from knowledge_release where city = $1 order by number desc limit 1';
/** Adds nothing when the newest release has this hash already, or when another node took the number. */
const ADD = `insert into knowledge_release (city, number, hash, at, entries)
  select $1::text, coalesce(max(number), 0) + 1, $2::text, $3::timestamptz, $4::jsonb
    from knowledge_release where city = $1::text
  having $2::text is distinct from
    (select hash from knowledge_release where city = $1::text order by number desc limit 1)
  on conflict (city, number) do nothing`;

/**
 * Stores the pack as the city's next release and returns it. The same content as the newest release is that release:
 * no new row. `now`: milliseconds, the desk's clock.
 */
export async function publishRelease(db: Queries, pack: Pack, now: number): Promise<Release> {
  const city = pack.catalog.id;
  const hash = hashOf(pack);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const newest = await newestRelease(db, city);
    if (newest?.hash === hash) return newest;
    await db.query(ADD, [city, hash, new Date(now).toISOString(), JSON.stringify(pack)]);
  }
  throw new AppError('storage.unavailable', `${city} の知識を新しい版として保存できませんでした。もう一度起動してください`, {
    details: { city, hash },
  });
}

/** The release in force, or undefined for a city that has none yet. */
export async function newestRelease(db: Queries, city: string): Promise<Release | undefined> {
  const [row] = await db.query<{ number: number; hash: string; at: Date | string }>(NEWEST, [city]);
  return row && { number: Number(row.number), hash: row.hash, at: new Date(row.at).toISOString() };
}

/** Everything that was known in a release: entries, records, policy and messages. */
export async function readRelease(db: Queries, city: string, number: number): Promise<Pack | undefined> {
  const [row] = await db.query<{ entries: Pack | string }>(
    'select entries from knowledge_release where city = $1 and number = $2',
    [city, number],
  );
  return typeof row?.entries === 'string' ? (JSON.parse(row.entries) as Pack) : row?.entries;
}

/** The fingerprint of a pack: equal content has an equal hash, whatever the order of its keys. */
export function hashOf(pack: Pack): string {
  return createHash('sha256').update(JSON.stringify(sorted(pack))).digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Whether a release of this city has all these entries. */
export async function releaseHasEntries(
  db: Queries,
  city: string,
  { number, entryIds }: { readonly number: number; readonly entryIds: readonly string[] },
): Promise<boolean> {
  const [row] = await db.query<{ known: boolean }>(
    `select not exists (select from unnest($3::text[]) as wanted (id)
       where not r.entries->'entries' @> jsonb_build_array(jsonb_build_object('id', wanted.id))) as known
     from knowledge_release r where r.city = $1 and r.number = $2`,
    [city, number, entryIds],
  );
  return row?.known ?? false;
}
