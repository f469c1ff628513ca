import type { Channel } from '../conversation/channel';
import type { HandoffCause } from '../conversation/decision';
import type { Queryable } from '../storage/db';
import type { HandoffCandidate, HandoffState, QueueRow, SummaryLine } from './handoff';
import { isHandoffId } from './handoff-store';
import type { PriorityReason } from './priorities';
import { DEFAULT_LIMITS } from './queue-limits';

interface ListRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly state: HandoffState;
  readonly channel: Channel;
  readonly cause: HandoffCause;
  readonly topic: string | null;
  readonly skill: string;
  readonly language: string;
  readonly priority: number;
  readonly priority_reason: PriorityReason | null;
  readonly position: number | null;
  readonly waiting_ms: number;
  readonly waiting_since: Date;
  readonly enqueued_at: Date;
  readonly last_text: string;
  readonly candidates: HandoffCandidate[];
  readonly summary: SummaryLine[];
  readonly operator_id: string | null;
  readonly assignment: number;
  readonly offered_until: Date | null;
  readonly held: boolean;
  readonly citizen_away: boolean;
  readonly transfer_note: string | null;
  readonly events: number;
  readonly close_code: string | null;
  readonly close_reason: string | null;
}

const COLUMNS = `h.id, h.conversation_id, h.state, h.channel, h.cause, h.topic, h.skill, h.language, h.priority, h.priority_reason,
  h.enqueued_at, h.waiting_since, h.candidates, h.summary, h.operator_id, h.assignment, h.held, h.transfer_note, h.events,
  h.close_code, h.close_reason, case when h.state = 'offered' then h.lease_until end as offered_until,
  (extract(epoch from clock_timestamp() - h.waiting_since) * 1000)::float8 as waiting_ms,
  h.channel = 'web' and h.citizen_seen_at < clock_timestamp() - $2 * interval '1 millisecond' as citizen_away,
  coalesce((select m.text from message m where m.conversation_id = h.conversation_id and m.author = 'citizen' and m.visible
    and m.text <> '' order by m.seq desc limit 1), h.last_text) as last_text`;

/** The head of each line first; the same order as the index `handoff_line`. */
const IN_ORDER = 'h.priority desc, h.waiting_since, h.id';

/** Every handoff of the city that is not over, wrap-ups included: those waiting first, in their order. */
export async function listOpen(
  q: Queryable,
  city: string,
  awayMs = DEFAULT_LIMITS.citizenAwayMs,
): Promise<QueueRow[]> {
  const rows = await q.query<ListRow>(
    `select ${COLUMNS}, case when h.state = 'waiting'
       then (row_number() over (partition by h.skill, h.state order by ${IN_ORDER}))::int end as position
     from handoff h where h.city = $1 and h.state not in ('closed', 'abandoned')
     order by h.state <> 'waiting', ${IN_ORDER}`,
    [city, awayMs],
  );
  return rows.map(toQueueRow);
}

/** One handoff, ended ones too. */
export async function findRow(
  q: Queryable,
  city: string,
  awayMs: number,
  handoffId: string,
): Promise<QueueRow | undefined> {
  if (!isHandoffId(handoffId)) return undefined;
  const [row] = await q.query<ListRow>(
    `select ${COLUMNS}, case when h.state = 'waiting' then 1 + (
       select count(*)::int from handoff o where o.state = 'waiting' and o.city = h.city and o.skill = h.skill
         and (-o.priority, o.waiting_since, o.id) < (-h.priority, h.waiting_since, h.id)) end as position
     from handoff h where h.city = $1 and h.id = $3`,
    [city, awayMs, handoffId],
  );
  return row && toQueueRow(row);
}

function toQueueRow(row: ListRow): QueueRow {
  return {
    handoffId: row.id,
    conversationId: row.conversation_id,
    state: row.state,
    channel: row.channel,
    cause: row.cause,
    skill: row.skill,
    language: row.language,
    priority: row.priority,
    waitingMs: Math.max(0, Math.round(row.waiting_ms)),
    waitingSince: row.waiting_since.toISOString(),
    enqueuedAt: row.enqueued_at.toISOString(),
    lastText: row.last_text,
    candidates: row.candidates,
    summary: row.summary,
    assignment: row.assignment,
    held: row.held,
    citizenAway: row.citizen_away,
    version: row.events,
    ...optionalParts(row),
  };
}

function optionalParts(row: ListRow): Partial<QueueRow> {
  return {
    ...(row.topic === null ? {} : { topicId: row.topic }),
    ...(row.priority_reason === null ? {} : { priorityReason: row.priority_reason }),
    ...(row.position === null ? {} : { position: row.position }),
    ...(row.operator_id === null ? {} : { operatorId: row.operator_id }),
    ...(row.offered_until === null ? {} : { offeredUntil: row.offered_until.toISOString() }),
    ...(row.transfer_note === null ? {} : { transferNote: row.transfer_note }),
    ...(row.close_code === null ? {} : { closeCode: row.close_code }),
    ...(row.close_reason === null ? {} : { closeReason: row.close_reason }),
  };
}
