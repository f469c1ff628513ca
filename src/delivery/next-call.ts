/** A row of the outbox that is not over. */
export interface OutboxRow {
  readonly id: string;
  readonly answers: number | null;
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly state: 'waiting' | 'replying' | 'pushing';
  readonly retryKey: string | null;
  readonly attempts: number;
  readonly due: boolean;
  readonly ageMs: number;
  /** The event whose reply token is for this row and can be used now. */
  readonly ownToken: string | null;
  /** An event whose token nothing else is for. */
  readonly spareToken: string | null;
}

type Way =
  | { readonly kind: 'reply'; readonly eventId: string }
  | { readonly kind: 'push' }
  /** A node was cut off in the middle of a reply. */
  | { readonly kind: 'interrupted' };

/** The next call to LINE: these rows, in this way. */
export interface NextCall {
  readonly rows: readonly OutboxRow[];
  readonly way: Way;
}

/** A call carries five messages at most (Messaging API). */
const MESSAGES_A_CALL = 5;

/**
 * What to send next; undefined when nothing may be sent now. A reply that was begun is never sent again, however it ended: replies have
 * no retry key. A push that was begun is sent again as it was. Answers with a token of their own do not wait for a push that must wait.
 */
export function nextCall(rows: readonly OutboxRow[]): NextCall | undefined {
  const replying = rows.filter(({ state }) => state === 'replying');
  if (replying.length > 0) return { rows: replying, way: { kind: 'interrupted' } };
  const pushing = rows.find(({ state, due }) => state === 'pushing' && due);
  if (pushing !== undefined)
    return { rows: rows.filter(({ retryKey }) => retryKey === pushing.retryKey), way: { kind: 'push' } };
  const waiting = rows.filter(({ state }) => state === 'waiting');
  if (waiting[0] !== undefined && !waiting[0].due && waiting[0].attempts > 0) return undefined; // LINE asked for patience
  const together = firstTogether(waiting);
  const own = together.find(({ ownToken }) => ownToken !== null)?.ownToken;
  const eventId = own ?? together[0]?.spareToken;
  if (eventId != null) return { rows: together, way: { kind: 'reply', eventId } };
  const stuck = rows.some(({ state }) => state === 'pushing');
  return !stuck && together.some(({ due }) => due) ? { rows: together, way: { kind: 'push' } } : undefined;
}

/** As many rows, in order, as one call carries; a row with a token of its own is the last, because the next answer has its own call. */
function firstTogether(waiting: readonly OutboxRow[]): OutboxRow[] {
  const together: OutboxRow[] = [];
  let messages = 0;
  for (const row of waiting) {
    messages += row.messages.length;
    if (together.length > 0 && messages > MESSAGES_A_CALL) break;
    together.push(row);
    if (row.ownToken !== null) break;
  }
  return together;
}
