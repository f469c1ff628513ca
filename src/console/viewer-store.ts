import type { Queryable } from '../storage/db';
import type { Viewer } from './wire';

/** A socket that says nothing for so long is gone, whatever became of its node. Milliseconds, by the database's clock. */
const EXPIRY = 30_000;

/** One window of an operator that shows a conversation. */
export interface Viewing {
  readonly socket: string;
  readonly conversationId: string;
  readonly operatorId: string;
  readonly mode: 'viewing' | 'listening';
}

/** Says that a socket shows a conversation, or changes how. */
export async function putViewer(q: Queryable, city: string, v: Viewing): Promise<void> {
  await q.query(
    `insert into viewer (socket, conversation_id, city, operator_id, mode) values ($1, $2, $3, $4, $5)
     on conflict (socket, conversation_id) do update set mode = excluded.mode, seen_at = clock_timestamp()`,
    [v.socket, v.conversationId, city, v.operatorId, v.mode],
  );
}

/** A socket shows the conversation no more, or, without one, nothing at all. Returns the conversations it showed. */
export async function dropViewer(q: Queryable, socket: string, conversationId?: string): Promise<string[]> {
  const rows = await q.query<{ conversation_id: string }>(
    'delete from viewer where socket = $1 and ($2::text is null or conversation_id = $2) returning conversation_id',
    [socket, conversationId ?? null],
  );
  return rows.map(({ conversation_id }) => conversation_id);
}

/** Keeps the viewings of these sockets, and sweeps away what has expired. */
export async function keepViewers(q: Queryable, sockets: readonly string[]): Promise<void> {
  await q.query('update viewer set seen_at = clock_timestamp() where socket = any($1)', [sockets]);
  await q.query(`delete from viewer where seen_at < clock_timestamp() - 4 * $1 * interval '1 millisecond'`, [
    EXPIRY,
  ]);
}

/** Who looks at each of these conversations, by name; several windows of one operator are one viewer. */
export async function viewersOf(
  q: Queryable,
  city: string,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, Viewer[]>> {
  const rows = await q.query<{
    conversation_id: string;
    operator_id: string;
    name: string;
    leading: boolean;
    listening: boolean;
  }>(
    `select v.conversation_id, v.operator_id, o.display_name as name, bool_and(v.mode = 'listening') as listening,
       coalesce(bool_or(c.owner = 'operator:' || v.operator_id), false) as leading
     from viewer v join operator o on o.id = v.operator_id join conversation c on c.id = v.conversation_id
     where v.city = $1 and v.conversation_id = any($2) and v.seen_at > clock_timestamp() - $3 * interval '1 millisecond'
     group by v.conversation_id, v.operator_id, o.display_name order by v.conversation_id, o.display_name, v.operator_id`,
    [city, conversationIds, EXPIRY],
  );
  const found = new Map<string, Viewer[]>(conversationIds.map((id) => [id, []]));
  for (const { conversation_id, operator_id, name, leading, listening } of rows) {
    const mode = leading ? 'leading' : listening ? 'listening' : 'viewing';
    found.get(conversation_id)?.push({ operatorId: operator_id, name, mode });
  }
  return found;
}
