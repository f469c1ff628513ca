import type { Message } from '../conversation/message';
import type { Queryable } from '../storage/db';
import { MESSAGE_COLUMNS, toMessage, type MessageRow } from './conversation-rows';
import { storableText } from './storable-json';

/** Visible messages of a conversation after this number. */
export interface Since {
  readonly conversationId: string;
  readonly seq: number;
}

/** `lateral`: one walk along the index for each conversation, whatever the planner believes of how many there are. */
const SINCE = `
  select w.n::int, m.* from unnest($1::text[], $2::bigint[]) with ordinality as w (wanted, after, n)
  cross join lateral (
    select ${MESSAGE_COLUMNS} from message where conversation_id = w.wanted and city = $3 and seq > w.after and visible
    order by seq) m
  order by w.n, m.seq`;

/** The messages that each of these asks for, in order. Numbers may come from outside: one that is none must not fail its neighbours. */
export async function messagesSince(
  q: Queryable,
  city: string,
  asks: readonly Since[],
): Promise<readonly Message[][]> {
  const rows = await q.query<MessageRow & { n: number }>(SINCE, [
    asks.map(({ conversationId }) => storableText(conversationId)),
    asks.map(({ seq }) => storableNumber(seq)),
    city,
  ]);
  const found: Message[][] = asks.map(() => []);
  for (const row of rows) found[row.n - 1]?.push(toMessage(row));
  return found;
}

function storableNumber(seq: number): number {
  return Number.isSafeInteger(seq) ? seq : seq > 0 ? Math.floor(Math.min(seq, Number.MAX_SAFE_INTEGER)) : 0;
}
