import type { Db, Queryable } from '../storage/db';
import { storableJson } from './storable-json';
import { turnScope } from './turn-scope';

type Items = Record<string, unknown>;

/** The bot's memory, in the shape of botbuilder's `Storage`. */
export interface BotStateStore {
  read(keys: string[]): Promise<Items>;
  write(changes: Items): Promise<void>;
  delete(keys: string[]): Promise<void>;
}

/** Reads and writes inside the current turn's transaction, so that memory and replies commit together. No eTag: turns of one
 *  conversation run one after another, which is what an eTag would have to guard. Outside a turn it uses the pool. */
export function botStateStore(db: Db, city: string): BotStateStore {
  const q = (): Queryable => turnScope.find()?.q ?? db;
  return {
    read: async (keys) => {
      const rows = await q().query<{ key: string; value: unknown }>(
        'select key, value from bot_state where city = $1 and key = any($2)',
        [city, keys],
      );
      return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    },
    write: async (changes) => {
      const items = Object.entries(changes);
      if (items.length === 0) return;
      await q().query(
        `insert into bot_state (city, key, value) select $1, i.key, i.value::jsonb from unnest($2::text[], $3::text[]) as i (key, value)
         order by i.key -- two turns of one citizen lock in the same order
         on conflict (city, key) do update set value = excluded.value, updated_at = clock_timestamp()`,
        [city, items.map(([key]) => key), items.map(([, value]) => storableJson(value))],
      );
    },
    delete: async (keys) => {
      await q().query('delete from bot_state where city = $1 and key = any($2)', [city, keys]);
    },
  };
}
