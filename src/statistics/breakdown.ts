import type { Queryable } from '../storage/db';
import { CONTACTS } from './contacts';
import type { Period } from './period';

/** How many of the period's handoffs had this cause, topic or channel. */
interface Count {
  readonly id: string;
  readonly count: number;
}

export interface Breakdown {
  readonly byCause: readonly Count[];
  readonly byTopic: readonly Count[];
  readonly byChannel: readonly Count[];
}

type Kind = 'cause' | 'topic' | 'channel';

/** What the handoffs of the period were about and where they came from, most frequent first. */
export async function breakdownOf(q: Queryable, period: Period): Promise<Breakdown> {
  const rows = await q.query<{ kind: Kind; id: string; count: number }>(
    `with contact as (${CONTACTS})
     select v.kind, v.id, count(*)::int as count from contact c
       cross join lateral (values ('cause', c.cause), ('topic', c.topic), ('channel', c.channel)) v(kind, id)
     where v.id is not null group by v.kind, v.id order by count(*) desc, v.id`,
    [period.city, period.from, period.to],
  );
  const of = (kind: Kind): Count[] =>
    rows.filter((row) => row.kind === kind).map(({ id, count }) => ({ id, count }));
  return { byCause: of('cause'), byTopic: of('topic'), byChannel: of('channel') };
}
