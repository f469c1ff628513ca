import type { Queryable } from '../storage/db';

/** Whether a conversation ever came to people. One that the bot alone led is nobody's to read. */
export async function everHandedOver(q: Queryable, city: string, conversationId: string): Promise<boolean> {
  const rows = await q.query('select from handoff where city = $1 and conversation_id = $2 limit 1', [
    city,
    conversationId,
  ]);
  return rows.length > 0;
}

/** Whether this operator has the word in the conversation. */
export async function isLedBy(
  q: Queryable,
  { city, conversationId, operatorId }: { city: string; conversationId: string; operatorId: string },
): Promise<boolean> {
  const rows = await q.query('select from conversation where city = $1 and id = $2 and owner = $3', [
    city,
    conversationId,
    `operator:${operatorId}`,
  ]);
  return rows.length > 0;
}

/** Which of these sessions somebody has ended: signed out, disabled, roles changed. */
export async function endedSessions(
  q: Queryable,
  city: string,
  sessionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await q.query<{ id: string }>(
    'select id from staff_session where city = $1 and id = any($2) and ended_at is not null',
    [city, sessionIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** What kinds of personal data a kept original holds: for the audit log. */
export async function originalKinds(
  q: Queryable,
  city: string,
  { conversationId, seq }: { conversationId: string; seq: number },
): Promise<readonly string[]> {
  const [row] = await q.query<{ kinds: string[] }>(
    'select kinds from sealed_original where city = $1 and conversation_id = $2 and seq = $3',
    [city, conversationId, seq],
  );
  return row?.kinds ?? [];
}
