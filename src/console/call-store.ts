import type { Queryable } from '../storage/db';
import type { Channel } from '../conversation/channel';

export interface NewCall {
  /** The same key of the same operator again is the same call. */
  readonly key: string;
  readonly operatorId: string;
  /** Masked. */
  readonly text: string;
  readonly entryId: string | undefined;
  readonly release: number;
  /** Milliseconds, the desk's clock. */
  readonly at: number;
}

/** A question that no entry answered. */
export interface OpenQuestion {
  readonly text: string;
  readonly channel: Channel | 'call';
  readonly at: Date;
}

const MOST_READ = 5000;

export async function addCall(q: Queryable, city: string, call: NewCall): Promise<void> {
  const { operatorId, key, text, entryId = null, release, at } = call;
  await q.query(
    `insert into call_record (city, operator_id, key, text, entry_id, release, at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (operator_id, key) do nothing`,
    [city, operatorId, key, text, entryId, release, new Date(at)],
  );
}

/**
 * Questions since `from` (the desk's clock) that no entry answered, newest first: calls without an entry, what the bot had no answer to
 * (the citizen's words that its reply names, or those before it), and what brought a conversation to a person after two failures.
 */
export async function openQuestions(q: Queryable, city: string, from: Date): Promise<OpenQuestion[]> {
  return q.query<OpenQuestion & { at: Date }>(
    `select text, channel, at from (
       select text, 'call' as channel, at from call_record where city = $1 and entry_id is null and at >= $2
       union all
       select asked.text, c.channel, m.at from message m join conversation c on c.id = m.conversation_id
         cross join lateral (
           select a.text from message a where a.conversation_id = m.conversation_id and a.author = 'citizen' and a.visible
             and a.text <> '' and a.seq < m.seq
           order by (a.id = m.activity->>'replyToId') desc nulls last, a.seq desc limit 1) asked
         where m.city = $1 and m.record is not null and m.at >= $2 and m.record->>'decision' = 'fallback'
       union all
       select last_text, channel, enqueued_at from handoff
         where city = $1 and cause = 'two-failures' and last_text <> '' and enqueued_at >= $2) open
     order by at desc limit ${MOST_READ}`,
    [city, from],
  );
}
