import type { Queryable } from '../storage/db';
import type { Answerer } from './answerer-store';
import { LOCKED_COLUMNS, type LockedHandoff } from './handoff-store';
import type { QueueLimits } from './queue-limits';
import type { QueueFigures } from './wait-estimate';

/** A conversation's place in the line of its skill, from 1 (1 as well while it is offered); undefined when it does not wait. */
export async function placeOf(
  q: Queryable,
  city: string,
  conversationId: string,
): Promise<{ id: string; position: number; skill: string } | undefined> {
  const [row] = await q.query<{ id: string; position: number; skill: string }>(
    `select h.id, h.skill, case when h.state = 'offered' then 1 else 1 + (
        select count(*)::int from handoff o where o.state = 'waiting' and o.city = h.city and o.skill = h.skill
          and (-o.priority, o.waiting_since, o.id) < (-h.priority, h.waiting_since, h.id)) end as position
     from handoff h where h.conversation_id = $1 and h.city = $2 and h.state in ('waiting', 'offered')`,
    [conversationId, city],
  );
  return row;
}

/** What the estimate of the wait is made from: who can serve this skill now, and what the last hour showed. */
export async function queueFigures(
  q: Queryable,
  city: string,
  skill: string,
  leaseMs: number,
): Promise<QueueFigures> {
  const [row] =
    await q.query<{ operators: number; concurrency: number; handling: number | null; waited: number | null }>( // prettier-ignore
      FIGURES,
      [city, skill, leaseMs],
    );
  return {
    operators: row?.operators ?? 0,
    concurrency: row?.concurrency ?? 0,
    handlingMs: row?.handling ?? null,
    recentWaitMs: row?.waited ?? null,
  };
}

/** Serving now: leads somebody, or is available and heard of. Handling is from acceptance to the end of the wrap-up, because until then the
 *  operator has no room for the next. `now()` there, because no index serves a comparison with `clock_timestamp()`. */
const FIGURES = `
  with serving as (
    select o.capacity from operator o left join operator_presence p on p.operator_id = o.id
    where o.city = $1 and o.disabled_at is null and o.capacity > 0 and $2 = any(o.skills) and (
      exists (select from handoff h where h.operator_id = o.id and h.state = 'active')
      or (p.state = 'available' and p.seen_at > clock_timestamp() - $3 * interval '1 millisecond'
        and not exists (select from drained_site d where d.city = o.city and d.site = o.site)))
  ), handled as (
    select avg(extract(epoch from ended_at - accepted_at)) as seconds from assignment
    where city = $1 and ended_at > now() - interval '1 hour' and accepted_at is not null
  ), first_accepted as (
    select a.accepted_at - h.waiting_since as wait from assignment a join handoff h on h.id = a.handoff_id
    where a.city = $1 and a.accepted_at > now() - interval '1 hour' and not exists (
      select from assignment b where b.handoff_id = a.handoff_id and b.n < a.n and b.accepted_at is not null)
  )
  select (select count(*)::int from serving) as operators, (select coalesce(avg(capacity), 0)::float8 from serving) as concurrency,
    (select seconds * 1000 from handled)::float8 as handling,
    (select percentile_cont(0.5) within group (order by extract(epoch from wait)::float8) * 1000 from first_accepted)::float8 as waited`;

const FITS = `h.city = $1 and h.state = 'waiting' and h.skill = any($2) and h.language = any($3) and h.channel = any($4)
  and c.owner in ('queue', 'bot')`;
const TAKE_HEAD = 'order by h.priority desc, h.waiting_since, h.id limit 1 for update of h, c skip locked';

/** The head of the line for this operator, locked with its conversation. Rows that others hold are passed over, never waited for: two
 *  operators who look at once get different ones. */
export async function takeHead(
  q: Queryable,
  city: string,
  { skills, languages, channels }: Pick<Answerer, 'skills' | 'languages' | 'channels'>,
): Promise<LockedHandoff | undefined> {
  const [head] = await q.query<LockedHandoff>(
    `select ${LOCKED_COLUMNS} from handoff h join conversation c on c.id = h.conversation_id where ${FITS} ${TAKE_HEAD}`,
    [city, skills, languages, channels],
  );
  return head;
}

const REFUSED = `a.handoff_id = h.id and a.end_reason in ('declined', 'not-accepted')`;

/** The head of the line that may be offered to this operator: not what they have just refused, unless all others who could take it have
 *  refused it as well; then it begins again after a pause. */
export async function takeHeadToOffer(
  q: Queryable,
  city: string,
  { operatorId, skills, languages, channels }: Answerer,
  { refusalMs, offerAgainMs, leaseMs }: QueueLimits,
): Promise<LockedHandoff | undefined> {
  const [head] = await q.query<LockedHandoff>(
    `select ${LOCKED_COLUMNS} from handoff h join conversation c on c.id = h.conversation_id where ${FITS}
       and not exists (
         select from assignment a where ${REFUSED} and a.operator_id = $5 and (
           a.ended_at > clock_timestamp() - $6 * interval '1 millisecond'
           or (a.ended_at > clock_timestamp() - $7 * interval '1 millisecond' and exists (
             select from operator o join operator_presence p on p.operator_id = o.id
             where o.city = $1 and o.id <> $5 and o.disabled_at is null and p.state = 'available'
               and p.seen_at > clock_timestamp() - $8 * interval '1 millisecond'
               and h.skill = any(o.skills) and h.language = any(o.languages) and h.channel = any(o.channels)
               and not exists (select from drained_site d where d.city = o.city and d.site = o.site)
               and o.capacity > (select count(*) from handoff l where l.operator_id = o.id)
               and not exists (select from assignment a where ${REFUSED} and a.operator_id = o.id
                 and a.ended_at > clock_timestamp() - $7 * interval '1 millisecond')))))
     ${TAKE_HEAD}`,
    [city, skills, languages, channels, operatorId, offerAgainMs, refusalMs, leaseMs],
  );
  return head;
}

/** The database's clock, in milliseconds. */
export async function databaseTime(q: Queryable): Promise<number> {
  const [row] = await q.query<{ now: Date }>('select clock_timestamp() as now');
  return row?.now.getTime() ?? 0;
}

export type Due = 'not-accepted' | 'operator-gone' | 'wrap-up-stale' | 'citizen-gone' | 'long-wait';

/** Parameters from $2 on are the limits in the order of `dueLimits`. */
const DUE = `case
  when state = 'offered' and lease_until < clock_timestamp() then 'not-accepted'
  when state = 'active' and lease_until < clock_timestamp() then 'operator-gone'
  when state = 'wrap-up' and state_since < clock_timestamp() - $2 * interval '1 millisecond' then 'wrap-up-stale'
  when state = 'waiting' and channel = 'web' and citizen_seen_at < clock_timestamp() - $3 * interval '1 millisecond' then 'citizen-gone'
  when state = 'waiting' and priority < $5 and waiting_since < clock_timestamp() - $4 * interval '1 millisecond' then 'long-wait' end`;

/** Handoffs whose time is up, longest first; a few hundred at a time, the next round takes the rest. */
export async function findDue(
  q: Queryable,
  city: string,
  limits: QueueLimits,
  longWaitPriority: number,
): Promise<{ id: string; operatorId: string | null; due: Due }[]> {
  return q.query(
    `select id, operator_id as "operatorId", due from (select *, ${DUE} as due from handoff
       where city = $1 and state not in ('closed', 'abandoned')) h
     where due is not null order by coalesce(lease_until, state_since) limit 200`,
    [city, ...dueLimits(limits, longWaitPriority)],
  );
}

/** Whether it is still due, asked when its row is held: a heartbeat may have come in between. */
export async function stillDue(
  q: Queryable,
  handoffId: string,
  limits: QueueLimits,
  longWaitPriority: number,
): Promise<Due | null> {
  const [row] = await q.query<{ due: Due | null }>(`select ${DUE} as due from handoff where id = $1`, [
    handoffId,
    ...dueLimits(limits, longWaitPriority),
  ]);
  return row?.due ?? null;
}

function dueLimits({ wrapUpMs, citizenGoneMs, longWaitMs }: QueueLimits, longWaitPriority: number): number[] {
  return [wrapUpMs, citizenGoneMs, longWaitMs, longWaitPriority];
}
