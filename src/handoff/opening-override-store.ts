import { z } from 'zod';
import type { Queryable } from '../storage/db';
import type { Block, SpecialDay } from './opening-hours';

/** NOTIFY on this channel after a change: every node reads again. */
export const OPENING_CHANNEL = 'opening';

/** A supervisor's word about one day, and whose it is. */
export interface OpeningOverride extends SpecialDay {
  readonly byOperator: string;
  /** ISO 8601, the database's clock. */
  readonly at: string;
}

const blocksSchema = z.array(z.object({ from: z.string(), to: z.string() }));

/** Overrides from `date` (YYYY-MM-DD) on, in order of their days. */
export async function listOverrides(q: Queryable, city: string, date: string): Promise<OpeningOverride[]> {
  const rows = await q.query<{ date: string; blocks: unknown; reason: string; by: string; at: Date }>(
    `select to_char(date, 'YYYY-MM-DD') as date, blocks, reason, by_operator as by, at from opening_override
     where city = $1 and date >= $2 order by date`,
    [city, date],
  );
  return rows.map(({ date: day, blocks, reason, by, at }) => ({
    date: day,
    blocks: blocksSchema.parse(blocks),
    reason,
    byOperator: by,
    at: at.toISOString(),
  }));
}

/** Replaces what was said about that day before; no blocks means closed. */
export async function putOverride(
  q: Queryable,
  city: string,
  override: { date: string; blocks: readonly Block[]; reason: string; byOperator: string },
): Promise<void> {
  const { date, blocks, reason, byOperator } = override;
  await q.query(
    `insert into opening_override (city, date, kind, blocks, reason, by_operator) values ($1, $2, $3, $4::jsonb, $5, $6)
     on conflict (city, date) do update set kind = excluded.kind, blocks = excluded.blocks, reason = excluded.reason,
       by_operator = excluded.by_operator, at = clock_timestamp()`,
    [city, date, blocks.length === 0 ? 'closed' : 'blocks', JSON.stringify(blocks), reason, byOperator],
  );
}

/** The day goes by hours.yaml again. */
export async function dropOverride(q: Queryable, city: string, date: string): Promise<void> {
  await q.query('delete from opening_override where city = $1 and date = $2', [city, date]);
}
