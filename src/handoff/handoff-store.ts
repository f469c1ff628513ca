import type { Channel } from '../conversation/channel';
import type { Owner } from '../conversation/conversation';
import { AppError } from '../errors';
import type { Queryable } from '../storage/db';
import { mayMove, type HandoffRequest, type HandoffState } from './handoff';
import type { PriorityReason } from './priorities';
import type { QueueStep } from './queue-step';

/** A handoff whose row, and whose conversation's row, this transaction holds. */
export interface LockedHandoff {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly state: HandoffState;
  readonly operatorId: string | null;
  readonly assignment: number;
  readonly held: boolean;
  readonly priority: number;
  readonly owner: Owner;
}

/** Who did it, why, and when by the desk's clock (ms): for the log. */
export interface Deed {
  /** citizen, system, or operator:<id>. */
  readonly actor: string;
  readonly reason: string;
  readonly now: number;
}

/** Where a handoff goes. */
export interface Move {
  readonly to: HandoffState;
  /** Of offered, active and wrap-up. */
  readonly operatorId?: string;
  /** same: the live assignment goes on; new: it ends, if there is one, and another begins; none: it ends. */
  readonly assignment: 'same' | 'new' | 'none';
  /** Of offered and active. */
  readonly leaseMs?: number;
  /** Never lowers the priority. */
  readonly raise?: { readonly priority: number; readonly reason: PriorityReason };
  readonly skill?: string;
  /** Null: no note any more. */
  readonly transferNote?: string | null;
  readonly closing?: { readonly code: string | null; readonly reason: string };
}

/** The same words as the index `handoff_one_open`, else it is not used. */
const OPEN = `state in ('waiting', 'offered', 'active', 'callback', 'message')`;
const SUMMARY_LINES = 8;

/** `h` is the handoff, `c` its conversation. */
export const LOCKED_COLUMNS = `h.id, h.conversation_id as "conversationId", h.channel, h.state, h.operator_id as "operatorId", h.assignment,
  h.held, h.priority, c.owner`;

/** The conversation's row first, everywhere: who holds it may lock its handoff and waits for nobody. False when there is no such row, or
 *  (`skip`) when another transaction holds it. */
export async function lockConversation(
  q: Queryable,
  city: string,
  conversationId: string,
  mode: 'wait' | 'skip' = 'wait',
): Promise<boolean> {
  const rows = await q.query(
    `select id from conversation where id = $1 and city = $2 for update ${mode === 'skip' ? 'skip locked' : ''}`,
    [conversationId, city],
  );
  return rows.length > 0;
}

/** The handoff with its conversation, locked; undefined when there is none, or (`skip`) when another transaction holds the conversation. */
export async function lockHandoff(
  q: Queryable,
  city: string,
  handoffId: string,
  mode: 'wait' | 'skip' = 'wait',
): Promise<LockedHandoff | undefined> {
  if (!isHandoffId(handoffId)) return undefined;
  const [found] = await q.query<{ conversation_id: string }>(
    'select conversation_id from handoff where id = $1 and city = $2',
    [handoffId, city],
  );
  if (found === undefined || !(await lockConversation(q, city, found.conversation_id, mode)))
    return undefined;
  const [handoff] = await q.query<LockedHandoff>(
    `select ${LOCKED_COLUMNS} from handoff h join conversation c on c.id = h.conversation_id where h.id = $1 for update of h`,
    [handoffId],
  );
  return handoff;
}

/** The open handoff of a conversation whose row this transaction holds, locked. */
export async function lockOpen(
  q: Queryable,
  city: string,
  conversationId: string,
): Promise<LockedHandoff | undefined> {
  const [handoff] = await q.query<LockedHandoff>(
    `select ${LOCKED_COLUMNS} from handoff h join conversation c on c.id = h.conversation_id
     where h.conversation_id = $1 and h.city = $2 and h.${OPEN} for update of h`,
    [conversationId, city],
  );
  return handoff;
}

/** Inserts a handoff, waiting or as a wish; undefined when the conversation has an open one. */
export async function insertHandoff(
  q: Queryable,
  city: string,
  request: HandoffRequest,
  deed: Deed,
): Promise<string | undefined> {
  const { conversationId, channel, cause, topicId = null, wish = 'waiting' } = request;
  const { skill = 'general', language = 'ja', priority = 0 } = request;
  const [row] = await q.query<{ id: string }>(
    `with h as (
       insert into handoff (city, conversation_id, channel, cause, topic, skill, language, priority, candidates, last_text, enqueued_at, state, events, summary)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, 1,
         (select coalesce(jsonb_agg(jsonb_build_object('author', m.author, 'text', m.text) order by m.seq), '[]')
          from (select author, text, seq from message where conversation_id = $2 and visible and text <> '' order by seq desc limit $13) m))
       on conflict (conversation_id) where ${OPEN} do nothing returning id
     ), e as (
       insert into handoff_event (handoff_id, n, city, state, actor, reason, at) select id, 1, $1, $12, $14, $15, $11 from h
     ) select id from h`,
    [
      ...[city, conversationId, channel, cause, topicId, skill, language, priority],
      ...[JSON.stringify(request.candidates), request.lastText, new Date(deed.now), wish, SUMMARY_LINES],
      ...[deed.actor, deed.reason],
    ],
  );
  return row?.id;
}

/** Compare-and-set: row, assignment and log line change together. Returns the numbers of the assignment and of the event; throws
 *  `handoff.stale` when the state does not allow it or is not the one that was read. */
export async function moveHandoff(
  step: QueueStep,
  handoff: LockedHandoff,
  move: Move,
  deed: Deed,
): Promise<{ assignment: number; event: number }> {
  if (!mayMove(handoff.state, move.to)) stale(handoff.id, `is ${handoff.state} and cannot become ${move.to}`);
  const { q } = step;
  if (move.assignment !== 'same' && handoff.operatorId !== null) await endAssignment(q, handoff, deed.reason);
  const [moved] = await q.query<{ assignment: number; event: number }>(MOVE, [
    ...[
      handoff.id,
      handoff.state,
      handoff.assignment,
      move.to,
      move.operatorId,
      move.leaseMs,
      move.assignment,
    ],
    ...[
      move.raise?.priority,
      move.raise?.reason,
      move.skill,
      move.transferNote !== undefined,
      move.transferNote,
    ],
    ...[move.closing && new Date(deed.now), move.closing?.code, move.closing?.reason],
    ...[deed.actor, deed.reason, new Date(deed.now)],
  ]); // undefined is null there
  step.wake('handoff', handoff.id);
  for (const operator of new Set([handoff.operatorId, move.operatorId]))
    if (typeof operator === 'string') step.wake('presence', operator);
  return moved ?? stale(handoff.id, 'has changed');
}

const MOVE = `
  with t as (select clock_timestamp() as now), h as (
    update handoff set state = $4, state_since = clock_timestamp(), events = events + 1, operator_id = $5, held = false,
      lease_until = clock_timestamp() + $6::float8 * interval '1 millisecond',
      assignment = assignment + case when $7 = 'new' then 1 else 0 end,
      priority = greatest(priority, $8), priority_reason = case when $8 > priority then $9 else priority_reason end,
      skill = coalesce($10, skill), transfer_note = case when $11 then $12 else transfer_note end,
      closed_at = $13, close_code = $14, close_reason = $15,
      citizen_seen_at = case when $16 = 'citizen' then clock_timestamp() else citizen_seen_at end
    where id = $1 and state = $2 and assignment = $3
    returning id, city, events, assignment
  ), e as (
    insert into handoff_event (handoff_id, n, city, state, actor, reason, at) select id, events, city, $4, $16, $17, $18 from h
  ), a as (
    insert into assignment (handoff_id, n, city, operator_id, started_at, accepted_at)
    select id, assignment, city, $5, t.now, case when $4 = 'active' then t.now end from h, t where $7 = 'new'
  ) select assignment, events as event from h`;

/** Changes a handoff that keeps its state, and logs it; returns the number of the event. Never lowers the priority. */
export async function amendHandoff(
  { q, wake }: QueueStep,
  handoff: LockedHandoff,
  change: { held?: boolean; raise?: Move['raise'] },
  deed: Deed,
): Promise<number> {
  const [amended] = await q.query<{ events: number }>(
    `with h as (
       update handoff set events = events + 1, held = coalesce($4, held), priority = greatest(priority, $5),
         priority_reason = case when $5 > priority then $6 else priority_reason end
       where id = $1 and state = $2 and assignment = $3 returning id, city, events, state
     ), e as (
       insert into handoff_event (handoff_id, n, city, state, actor, reason, at) select id, events, city, state, $7, $8, $9 from h
     ) select events from h`,
    [
      ...[handoff.id, handoff.state, handoff.assignment, change.held ?? null],
      ...[change.raise?.priority ?? null, change.raise?.reason ?? null],
      ...[deed.actor, deed.reason, new Date(deed.now)],
    ],
  );
  wake('handoff', handoff.id);
  return amended?.events ?? stale(handoff.id, 'has changed');
}

/** Writes down a moment of the live assignment. */
export async function stampAssignment(
  q: Queryable,
  { id, assignment }: Pick<LockedHandoff, 'id' | 'assignment'>,
  moment: 'accepted_at' | 'talk_ended_at',
): Promise<void> {
  await q.query(
    `update assignment set ${moment} = clock_timestamp() where handoff_id = $1 and n = $2 and ended_at is null`,
    [id, assignment],
  );
}

/** It may come from an address: what is no number would be an error of the database. */
export function isHandoffId(id: string): boolean {
  return /^\d{1,18}$/.test(id);
}

/** Throws `handoff.stale`. */
export function stale(handoffId: string, what: string): never {
  throw new AppError('handoff.stale', `Handoff ${handoffId} ${what}: read it again`);
}

async function endAssignment(
  q: Queryable,
  { id, assignment }: Pick<LockedHandoff, 'id' | 'assignment'>,
  reason: string,
): Promise<void> {
  await q.query(
    'update assignment set ended_at = clock_timestamp(), end_reason = $3 where handoff_id = $1 and n = $2 and ended_at is null',
    [id, assignment, reason],
  );
}
