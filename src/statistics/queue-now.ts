import type { Queryable } from '../storage/db';
import type { FigureValues } from './figure';

/** Those who wait for one skill, now. */
export interface Line {
  readonly skill: string;
  readonly waiting: number;
  /** Seconds. */
  readonly longestWait: number;
  readonly late: number;
}

export interface QueueNow {
  readonly values: Pick<
    FigureValues<'now'>,
    'queue.waiting' | 'queue.longest-wait' | 'queue.late' | 'queue.worklist'
  >;
  /** Skills for which somebody waits, the longest wait first. */
  readonly lines: readonly Line[];
}

/** The line at this moment. */
export async function queueNow(q: Queryable, city: string, withinSeconds: number): Promise<QueueNow> {
  const lines = await q.query<Line>(
    `select skill, count(*)::int as waiting, max(wait)::float8 as "longestWait", count(*) filter (where wait > $2)::int as late
     from (select skill, greatest(extract(epoch from clock_timestamp() - waiting_since), 0) as wait from handoff
       where city = $1 and state in ('waiting', 'offered')) w
     group by skill order by max(wait) desc`,
    [city, withinSeconds],
  );
  const [worklist] = await q.query<{ count: number }>(
    `select count(*)::int as count from handoff where city = $1 and state in ('callback', 'message')`,
    [city],
  );
  const sum = (what: 'waiting' | 'late'): number => lines.reduce((total, line) => total + line[what], 0);
  return {
    lines: lines.map((line) => ({ ...line, longestWait: Math.round(line.longestWait) })),
    values: {
      'queue.waiting': sum('waiting'),
      'queue.longest-wait': lines[0]?.longestWait ?? null,
      'queue.late': sum('late'),
      'queue.worklist': worklist?.count ?? 0,
    },
  };
}
