import type { Author, Message, WireActivity } from '../conversation/message';
import type { ReplyRecord } from '../conversation/reply';
import type { Queryable } from '../storage/db';
import { MESSAGE_COLUMNS, toMessage, type MessageRow } from './conversation-rows';
import { storableJson, storableText } from './storable-json';

/** A message before it has a number and a time. */
export interface NewMessage {
  readonly key: string;
  readonly author: Author;
  readonly turn: 'none' | 'pending';
  readonly visible: boolean;
  readonly text: string;
  readonly activity: WireActivity;
  readonly record?: ReplyRecord | undefined;
}

/** Numbers and inserts. The caller holds the conversation's row lock and has looked for the keys under it: one statement that does
 *  all of it burned a number on a retried key. `at` is the desk's clock, but always later than the message before. */
const APPEND = `
  with incoming as (
    select * from rows from (unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), unnest($6::text[]), unnest($7::boolean[]),
      unnest($8::text[]), unnest($9::text[]), unnest($10::text[])) with ordinality
      as i (id, key, author, turn, visible, text, activity, record, n)
  ), before as (
    select id as conversation_id, city, last_seq, greatest($2::timestamptz, last_at + interval '1 millisecond') as first_at
    from conversation where id = $1
  ), held as (
    update conversation c set last_seq = c.last_seq + i.added, last_at = b.first_at + (i.added - 1) * interval '1 millisecond'
    from before b, (select count(*)::int as added from incoming) i where c.id = b.conversation_id
  )
  insert into message (conversation_id, seq, city, id, key, author, turn, visible, at, text, activity, record)
  select b.conversation_id, b.last_seq + i.n, b.city, coalesce(i.id, b.conversation_id || '|' || lpad((b.last_seq + i.n)::text, 7, '0')),
    i.key, i.author, i.turn, i.visible, b.first_at + (i.n - 1) * interval '1 millisecond', i.text, i.activity::jsonb, i.record::jsonb
  from incoming i, before b order by i.n
  returning ${MESSAGE_COLUMNS}`;

/** Appends in order; returns the messages as stored. */
export async function appendMessages(
  q: Queryable,
  to: { readonly conversationId: string; readonly now: number },
  messages: readonly NewMessage[],
): Promise<Message[]> {
  const rows = await q.query<MessageRow>(APPEND, [
    to.conversationId,
    new Date(to.now),
    messages.map(({ activity }) => idOf(activity)),
    messages.map(({ key }) => key),
    messages.map(({ author }) => author),
    messages.map(({ turn }) => turn),
    messages.map(({ visible }) => visible),
    messages.map(({ text }) => storableText(text)),
    messages.map(({ activity }) => storableJson(activity)),
    messages.map(({ record }) => (record === undefined ? null : storableJson(record))),
  ]);
  return rows.map(toMessage).sort((a, b) => a.seq - b.seq);
}

/** The channel's own id, when it gave one; else the database makes one of conversation and number. */
function idOf(activity: WireActivity): string | null {
  return typeof activity.id === 'string' && activity.id !== '' ? storableText(activity.id) : null;
}
