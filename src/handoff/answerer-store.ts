import type { Channel } from '../conversation/channel';
import type { PresenceState } from '../conversation/operator';
import type { Queryable } from '../storage/db';
import type { OperatorPresence } from './operator-presence';

/** An operator as routing needs them, read while their presence is held. */
export interface Answerer {
  readonly operatorId: string;
  readonly displayName: string;
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly channels: readonly Channel[];
  readonly capacity: number;
  /** What they lead, wrap up, or are offered. */
  readonly open: number;
  /** Heard of, and wants conversations. */
  readonly available: boolean;
  /** Neither disabled nor at a drained site. */
  readonly admitted: boolean;
  /** The handoff that is offered to them, the oldest offer first. */
  readonly offered: string | null;
}

/** Holds the operator's presence, so that nobody gives them a conversation meanwhile: their capacity is counted under it. First of all
 *  locks, before conversation and handoff. False when another transaction holds it (`skip`), or nobody has this id. */
export async function lockPresence(
  q: Queryable,
  operatorId: string,
  mode: 'wait' | 'skip' = 'wait',
): Promise<boolean> {
  const lock = async (): Promise<boolean> => {
    const rows = await q.query(
      `select operator_id from operator_presence where operator_id = $1 for update ${mode === 'skip' ? 'skip locked' : ''}`,
      [operatorId],
    );
    return rows.length > 0;
  };
  if (await lock()) return true;
  if (mode === 'skip') return false;
  await q.query(
    `insert into operator_presence (operator_id, city, state) select id, city, 'away' from operator where id = $1
     on conflict (operator_id) do nothing`,
    [operatorId],
  );
  return lock();
}

/** Undefined when the city has no such operator. Read it after `lockPresence`, in a statement of its own: it then sees what was committed
 *  while this transaction waited. */
export async function readAnswerer(
  q: Queryable,
  city: string,
  operatorId: string,
  leaseMs: number,
): Promise<Answerer | undefined> {
  const [row] = await q.query<Answerer>(
    `select o.id as "operatorId", o.display_name as "displayName", o.skills, o.languages, o.channels, o.capacity,
       (select count(*)::int from handoff h where h.operator_id = o.id) as open,
       p.state = 'available' and p.seen_at > clock_timestamp() - $3 * interval '1 millisecond' as available,
       o.disabled_at is null and not exists (select from drained_site d where d.city = o.city and d.site = o.site) as admitted,
       (select h.id from handoff h where h.operator_id = o.id and h.state = 'offered' order by h.lease_until limit 1) as offered
     from operator o join operator_presence p on p.operator_id = o.id where o.id = $2 and o.city = $1`,
    [city, operatorId, leaseMs],
  );
  return row;
}

/** Who could be offered a conversation now, the longest idle first; who leads nobody comes before who does. A hint: it is asked again
 *  under the lock. */
export async function findIdle(q: Queryable, city: string, leaseMs: number): Promise<string[]> {
  const rows = await q.query<{ id: string }>(
    `select o.id from operator_presence p join operator o on o.id = p.operator_id
       cross join lateral (select count(*)::int as open from handoff h where h.operator_id = o.id) l
     where p.city = $1 and p.state = 'available' and p.seen_at > clock_timestamp() - $2 * interval '1 millisecond'
       and o.disabled_at is null and l.open < o.capacity
       and not exists (select from drained_site d where d.city = o.city and d.site = o.site)
       and exists (select from handoff where city = $1 and state = 'waiting')
     order by l.open, p.idle_since, o.id`,
    [city, leaseMs],
  );
  return rows.map(({ id }) => id);
}

/** Heard of, and just served or freed: goes to the end of the idle ones. The presence is held already. */
export async function noteDeed(q: Queryable, operatorId: string): Promise<void> {
  await q.query(
    'update operator_presence set seen_at = clock_timestamp(), idle_since = clock_timestamp(), missed = 0 where operator_id = $1',
    [operatorId],
  );
}

/** Counts an offer that ran out; the second in a row makes the operator away, so that offers do not circle. True when it did. */
export async function noteMissed(q: Queryable, operatorId: string): Promise<boolean> {
  const [row] = await q.query<{ away: boolean }>(
    `with p as (select operator_id, state = 'available' and missed + 1 >= 2 as away from operator_presence where operator_id = $1)
     update operator_presence o set idle_since = clock_timestamp(), missed = case when p.away then 0 else o.missed + 1 end,
       state = case when p.away then 'away' else o.state end, since = case when p.away then clock_timestamp() else o.since end,
       reason = case when p.away then 'missed-offers' else o.reason end
     from p where o.operator_id = p.operator_id returning p.away`,
    [operatorId],
  );
  return row?.away ?? false;
}

/** The person's own word; the presence is held already. */
export async function writePresence(q: Queryable, operatorId: string, state: PresenceState): Promise<void> {
  await q.query(
    `update operator_presence set state = $2, reason = null, missed = 0, seen_at = clock_timestamp(),
       since = case when state = $2 then since else clock_timestamp() end,
       idle_since = case when state = $2 then idle_since else clock_timestamp() end
     where operator_id = $1`,
    [operatorId, state],
  );
}

/** The console has been heard of: the operator is there, and keeps what they lead. Two statements, because one transaction would hold
 *  the presence while it waits for a handoff. */
export async function keepAlive(q: Queryable, operatorId: string, leaseMs: number): Promise<void> {
  await q.query('update operator_presence set seen_at = clock_timestamp() where operator_id = $1', [
    operatorId,
  ]);
  await q.query(
    `update handoff set lease_until = clock_timestamp() + $2 * interval '1 millisecond' where operator_id = $1 and state = 'active'`,
    [operatorId, leaseMs],
  );
}

/** Makes those offline who have not been heard of for long; returns them. */
export async function markGone(q: Queryable, city: string, offlineMs: number): Promise<string[]> {
  const rows = await q.query<{ operator_id: string }>(
    `update operator_presence set state = 'offline', since = clock_timestamp(), reason = 'gone'
     where operator_id in (select operator_id from operator_presence where city = $1 and state <> 'offline'
       and seen_at < clock_timestamp() - $2 * interval '1 millisecond' for update skip locked) returning operator_id`,
    [city, offlineMs],
  );
  return rows.map((row) => row.operator_id);
}

/** Everybody who answers, and everybody who has been here. */
export async function listPresences(
  q: Queryable,
  city: string,
  leaseMs: number,
): Promise<OperatorPresence[]> {
  const rows =
    await q.query<Omit<OperatorPresence, 'since' | 'reason'> & { since: Date; reason: 'missed-offers' | 'gone' | null }>( // prettier-ignore
      `select o.id as "operatorId", o.display_name as name, o.site, o.skills, o.capacity, p.reason,
       coalesce(p.since, o.created_at) as since,
       case when p.seen_at > clock_timestamp() - $2 * interval '1 millisecond' then p.state else 'offline' end as state,
       (select count(*)::int from handoff h where h.operator_id = o.id) as open
     from operator o left join operator_presence p on p.operator_id = o.id
     where o.city = $1 and o.disabled_at is null and ('operator' = any(o.roles) or p.operator_id is not null)
     order by o.display_name, o.id`,
      [city, leaseMs],
    );
  return rows.map(({ since, reason, ...row }) => ({
    ...row,
    since: since.toISOString(),
    ...(reason === null ? {} : { reason }),
  }));
}
