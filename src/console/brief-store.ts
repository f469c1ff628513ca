import type { Queryable } from '../storage/db';

/** How far an operator is with the changes of the knowledge. */
export interface BriefProgress {
  /** Ticked off up to here. */
  readonly seenRelease?: number;
  readonly ticked: ReadonlySet<string>;
}

/** What a supervisor sees of it. */
export interface BriefStatus {
  readonly operatorId: string;
  readonly name: string;
  /** Absent: has not seen a brief yet. */
  readonly seenRelease?: number;
  readonly release: number;
  readonly upToDate: boolean;
  /** ISO 8601, the desk's clock: the last tick. */
  readonly tickedAt?: string;
}

export async function briefProgress(q: Queryable, operatorId: string): Promise<BriefProgress> {
  const [seen] = await q.query<{ release: number }>('select release from brief_seen where operator_id = $1', [
    operatorId,
  ]);
  const ticks = await q.query<{ change_id: string }>(
    'select change_id from brief_tick where operator_id = $1',
    [operatorId],
  );
  const ticked = new Set(ticks.map(({ change_id }) => change_id));
  return { ...(seen === undefined ? {} : { seenRelease: seen.release }), ticked };
}

/** Everything up to this release has been ticked off; an older release than before changes nothing. */
export async function moveBrief(
  q: Queryable,
  city: string,
  { operatorId, release, at }: { operatorId: string; release: number; at: number },
): Promise<void> {
  await q.query(
    `insert into brief_seen (operator_id, city, release, at) values ($1, $2, $3, $4)
     on conflict (operator_id) do update set release = excluded.release, at = excluded.at where brief_seen.release < excluded.release`,
    [operatorId, city, release, new Date(at)],
  );
}

export async function tickChange(
  q: Queryable,
  city: string,
  tick: { operatorId: string; changeId: string; release: number; at: number },
): Promise<void> {
  await q.query(
    `insert into brief_tick (operator_id, change_id, city, release, at) values ($1, $2, $3, $4, $5)
     on conflict (operator_id, change_id) do nothing`,
    [tick.operatorId, tick.changeId, city, tick.release, new Date(tick.at)],
  );
}

/** Who has ticked off the knowledge in force, and who has not: everybody who answers citizens, those behind first. */
export async function briefStatus(q: Queryable, city: string): Promise<BriefStatus[]> {
  const rows = await q.query<{
    operator_id: string;
    name: string;
    seen: number | null;
    release: number;
    ticked_at: Date | null;
  }>(
    `select o.id as operator_id, o.display_name as name, s.release as seen, r.release,
       (select max(t.at) from brief_tick t where t.operator_id = o.id) as ticked_at
     from operator o left join brief_seen s on s.operator_id = o.id
       cross join (select coalesce(max(number), 0) as release from knowledge_release where city = $1) r
     where o.city = $1 and o.disabled_at is null and o.roles && array['operator', 'supervisor']
     order by coalesce(s.release, 0), o.display_name, o.id`,
    [city],
  );
  return rows.map(({ operator_id, name, seen, release, ticked_at }) => ({
    operatorId: operator_id,
    name,
    ...(seen === null ? {} : { seenRelease: seen }),
    release,
    upToDate: seen === release,
    ...(ticked_at === null ? {} : { tickedAt: ticked_at.toISOString() }),
  }));
}
