import type { Queryable } from '../storage/db';

/** A stretch of time by the database's clock: `from` is in it, `to` is not. */
export interface Period {
  readonly city: string;
  readonly from: Date;
  readonly to: Date;
}

const MINUTE = 60_000;

/** How far the desk's clock is ahead of the database's, milliseconds, in whole minutes: nothing in service, much where DESK_CLOCK is set
 *  (the demonstration). Days that people ask for are the desk's; what happened is stored with the database's times. */
export async function deskAhead(q: Queryable, now: number): Promise<number> {
  const [row] = await q.query<{ at: Date }>('select clock_timestamp() as at');
  return Math.round((now - (row?.at.getTime() ?? now)) / MINUTE) * MINUTE;
}
