import type { Queryable } from '../storage/db';
import { share, type FigureValues } from './figure';
import type { Limits } from './limits';
import type { Period } from './period';

interface ContactRow {
  readonly arrivals: number;
  readonly answered: number;
  readonly in_time: number;
  readonly waited: number | null;
  readonly abandoned: number;
  readonly short: number;
  readonly wishes: number;
  readonly moved: number;
}

type ContactValues = Pick<
  FigureValues<'period'>,
  | 'arrivals'
  | 'answered'
  | 'service-level'
  | 'speed-of-answer'
  | 'abandonment'
  | 'abandoned'
  | 'abandoned.short'
  | 'wishes'
  | 'moved'
>;

/** One row a handoff that began to wait in the period. `waited`: seconds to the first answer; `lasted`: to the end without one. A wish
 *  (callback, message) did not wait in the line, or left it: it has no wait. Also used by breakdown.ts. */
export const CONTACTS = `
  select h.id, h.channel, h.cause, h.topic,
    exists (select 1 from handoff_event e where e.handoff_id = h.id and e.state in ('callback', 'message')) as wish,
    extract(epoch from a.first - h.waiting_since)::float8 as waited, coalesce(a.times, 0) as times,
    case when h.state in ('closed', 'abandoned') and a.first is null
      then extract(epoch from h.state_since - h.waiting_since)::float8 end as lasted
  from handoff h left join lateral (
    select min(accepted_at) as first, count(*) as times from assignment where handoff_id = h.id and accepted_at is not null) a on true
  where h.city = $1 and h.waiting_since >= $2 and h.waiting_since < $3`;

/** How those who wanted a person in the period were answered. */
export async function contactValues(q: Queryable, period: Period, limits: Limits): Promise<ContactValues> {
  const [row] = await q.query<ContactRow>(
    `with contact as (${CONTACTS})
     select count(*)::int as arrivals, count(*) filter (where wish)::int as wishes, count(*) filter (where times > 1)::int as moved,
       count(*) filter (where not wish and waited is not null)::int as answered,
       count(*) filter (where not wish and waited <= $4)::int as in_time,
       avg(waited) filter (where not wish) as waited,
       count(*) filter (where not wish and lasted >= $5)::int as abandoned,
       count(*) filter (where not wish and lasted < $5)::int as short
     from contact`,
    [period.city, period.from, period.to, limits.withinSeconds, limits.shortAbandonSeconds],
  );
  const found = row ?? NOTHING;
  const finished = found.answered + found.abandoned;
  return {
    arrivals: found.arrivals,
    answered: found.answered,
    'service-level': share(found.in_time, finished),
    'speed-of-answer': found.waited,
    abandonment: share(found.abandoned, finished),
    abandoned: found.abandoned,
    'abandoned.short': found.short,
    wishes: found.wishes,
    moved: found.moved,
  };
}

const NOTHING: ContactRow = {
  arrivals: 0,
  answered: 0,
  in_time: 0,
  waited: null,
  abandoned: 0,
  short: 0,
  wishes: 0,
  moved: 0,
};
