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

/**
 * Numbers and inserts, in one statement. The update comes first: it takes the conversation's row lock, and after waiting
 * for it PostgreSQL reads that row anew, so the numbers have no gaps. Keys that were there before change nothing (no rows);
 * a key that another statement stored during the wait fails all of it on the unique key, which burns no number either.
 * `at` is the desk's clock, but always later than the message before.
 */
const APPEND = `
  with incoming as (
    select * from rows from (unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), unnest($6::text[]), unnest($7::boolean[]),
      unnest($8::text[]), unnest($9::text[]), unnest($10::text[])) with ordinality
      as i (id, key, author, turn, visible, text, activity, record, n)
  ), held as (
    update conversation set last_seq = last_seq + cardinality($4),
      last_at = greatest($2::timestamptz, last_at + interval '1 millisecond') + (cardinality($4) - 1) * interval '1 millisecond'
    where id = $1 and city = $11 and not exists (select from message where conversation_id = $1 and key = any($4))
    returning id as conversation_id, city, last_seq - cardinality($4) as last_seq,
      last_at - (cardinality($4) - 1) * interval '1 millisecond' as first_at
  ), answered as (
    update message m set turn = 'done' from held h where m.conversation_id = h.conversation_id and m.seq = $12
  )
  insert into message (conversation_id, seq, city, id, key, author, turn, visible, at, text, activity, record)
  select h.conversation_id, h.last_seq + i.n, h.city, coalesce(i.id, h.conversation_id || '|' || lpad((h.last_seq + i.n)::text, 7, '0')),
    i.key, i.author, i.turn, i.visible, h.first_at + (i.n - 1) * interval '1 millisecond', i.text, i.activity::jsonb, i.record::jsonb
  from incoming i, held h order by i.n
  returning ${MESSAGE_COLUMNS}`;

/** Where messages go, the desk's time in milliseconds, and the number of the message that they answer. */
export interface Destination {
  readonly conversationId: string;
  readonly city: string;
  readonly now: number;
  readonly answers?: number;
}

/**
 * Appends at least one message, in order, durable with the transaction of `q`; returns them as stored, or nothing at all
 * when one of the keys is known already or the conversation is not.
 */
export async function appendMessages(
  q: Queryable,
  to: Destination,
  messages: readonly NewMessage[],
): Promise<Message[]> {
  const rows = await q.query<MessageRow>(APPEND, [
    storableText(to.conversationId),
    new Date(to.now),
    messages.map(({ activity }) => idOf(activity)),
    messages.map(({ key }) => key),
    messages.map(({ author }) => author),
    messages.map(({ turn }) => turn),
    messages.map(({ visible }) => visible),
    messages.map(({ text }) => storableText(text)),
    messages.map(({ activity }) => storableJson(activity)),
    messages.map(({ record }) => (record === undefined ? null : storableJson(record))),
    to.city,
    to.answers ?? null,
  ]);
  return rows.map(toMessage).sort((a, b) => a.seq - b.seq);
}

/** The channel's own id, when it gave one; else the database makes one of conversation and number. */
function idOf(activity: WireActivity): string | null {
  return typeof activity.id === 'string' && activity.id !== '' ? storableText(activity.id) : null;
}
