import type { Channel } from '../conversation/channel';
import type { Queryable } from '../storage/db';
import type { FigureValues } from './figure';
import type { Period } from './period';

interface HandlingRow {
  readonly channel: Channel;
  readonly contacts: number;
  readonly handled: number;
  readonly wrapped: number;
}

type HandlingValues = Pick<
  FigureValues<'period'>,
  'handling-time' | 'handling-time.web' | 'handling-time.line' | 'handling-time.voice' | 'wrap-up-time'
>;

/** How long operators were busy with a conversation, of what ended in the period. A conversation is counted once, however many had it. */
export async function handlingValues(q: Queryable, period: Period): Promise<HandlingValues> {
  const rows = await q.query<HandlingRow>(
    `select h.channel, count(distinct h.id)::int as contacts,
       sum(extract(epoch from a.ended_at - a.accepted_at))::float8 as handled,
       coalesce(sum(extract(epoch from a.ended_at - a.talk_ended_at)), 0)::float8 as wrapped
     from assignment a join handoff h on h.id = a.handoff_id
     where a.city = $1 and a.accepted_at is not null and a.ended_at >= $2 and a.ended_at < $3 group by h.channel`,
    [period.city, period.from, period.to],
  );
  return {
    'handling-time': mean(rows, 'handled'),
    'handling-time.web': mean(of(rows, 'web'), 'handled'),
    'handling-time.line': mean(of(rows, 'line'), 'handled'),
    'handling-time.voice': mean(of(rows, 'voice'), 'handled'),
    'wrap-up-time': mean(rows, 'wrapped'),
  };
}

function of(rows: readonly HandlingRow[], channel: Channel): HandlingRow[] {
  return rows.filter((row) => row.channel === channel);
}

/** Seconds a conversation; null when there was none. */
function mean(rows: readonly HandlingRow[], what: 'handled' | 'wrapped'): number | null {
  const contacts = rows.reduce((sum, row) => sum + row.contacts, 0);
  return contacts === 0 ? null : rows.reduce((sum, row) => sum + row[what], 0) / contacts;
}
