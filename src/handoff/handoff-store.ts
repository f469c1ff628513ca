import type { Channel } from '../conversation/channel';
import type { HandoffCause } from '../conversation/decision';
import { AppError } from '../errors';
import type { Queryable } from '../storage/db';
import {
  mayMove,
  type HandoffCandidate,
  type HandoffRequest,
  type HandoffState,
  type QueueRow,
  type SummaryLine,
} from './handoff';
import type { QueueFigures } from './wait-estimate';

/** A handoff's row, as far as moving it needs. */
export interface HandoffRow {
  readonly id: string;
  readonly state: HandoffState;
}

/** Who did it, why, and when by the desk's clock (ms): for the log. */
export interface Deed {
  readonly actor: string;
  readonly reason: string;
  readonly now: number;
}

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
  readonly position: number | null;
  readonly waiting_ms: number;
  readonly enqueued_at: Date;
  readonly last_text: string;
  readonly candidates: HandoffCandidate[];
  readonly summary: SummaryLine[];
}

/** The same words as the index `handoff_one_open`, else it is not used. */
const OPEN = `state in ('waiting', 'offered', 'active', 'callback', 'message')`;
const SUMMARY_LINES = 8;

/** The conversation's open handoff, locked. */
export async function lockOpen(
  q: Queryable,
  city: string,
  conversationId: string,
): Promise<HandoffRow | undefined> {
  const [row] = await q.query<HandoffRow>(
    `select id, state from handoff where conversation_id = $1 and city = $2 and ${OPEN} for update`,
    [conversationId, city],
  );
  return row;
}

/** Inserts a waiting handoff; undefined when an open one was there already, or has just been inserted by someone else. */
export async function insertWaiting(
  q: Queryable,
  city: string,
  request: HandoffRequest,
  deed: Deed,
): Promise<string | undefined> {
  const {
    conversationId,
    channel,
    cause,
    topicId = null,
    skill = 'general',
    language = 'ja',
    priority = 0,
  } = request;
  const [row] = await q.query<{ id: string }>(
    `insert into handoff (city, conversation_id, channel, cause, topic, skill, language, priority, candidates, last_text, enqueued_at, summary)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11,
       (select coalesce(jsonb_agg(jsonb_build_object('author', m.author, 'text', m.text) order by m.seq), '[]')
        from (select author, text, seq from message where conversation_id = $2 and visible and text <> '' order by seq desc limit $12) m))
     on conflict (conversation_id) where ${OPEN} do nothing returning id`,
    [
      ...[city, conversationId, channel, cause, topicId, skill, language, priority],
      ...[JSON.stringify(request.candidates), request.lastText, new Date(deed.now), SUMMARY_LINES],
    ],
  );
  if (row !== undefined) await logEvent(q, row.id, 'waiting', deed);
  return row?.id;
}

/** Moves a locked handoff to a state without an operator, ends a live assignment, and logs it. Throws `handoff.stale` when the state
 *  does not allow it. */
export async function moveUnassigned(
  q: Queryable,
  handoff: HandoffRow,
  to: 'waiting' | 'closed' | 'abandoned' | 'callback' | 'message',
  deed: Deed,
): Promise<void> {
  if (!mayMove(handoff.state, to)) {
    throw new AppError(
      'handoff.stale',
      `Handoff ${handoff.id} is ${handoff.state} and cannot become ${to}: read it again`,
    );
  }
  const ended = to === 'closed' || to === 'abandoned';
  await q.query(
    `update handoff set state = $2, operator_id = null, lease_until = null, closed_at = $3, close_reason = $4 where id = $1`,
    ended ? [handoff.id, to, new Date(deed.now), deed.reason] : [handoff.id, to, null, null],
  );
  await q.query(
    'update assignment set ended_at = clock_timestamp(), end_reason = $2 where handoff_id = $1 and ended_at is null',
    [handoff.id, deed.reason],
  );
  await logEvent(q, handoff.id, to, deed);
}

/** The place of a conversation in the line of its skill, from 1 (1 as well while it is offered); undefined when it does not wait. */
export async function placeOf(
  q: Queryable,
  city: string,
  conversationId: string,
): Promise<{ id: string; position: number } | undefined> {
  const [row] = await q.query<{ id: string; position: number }>(
    `select h.id, case when h.state = 'offered' then 1 else 1 + (
        select count(*)::int from handoff o where o.state = 'waiting' and o.city = h.city and o.skill = h.skill
          and (-o.priority, o.waiting_since, o.id) < (-h.priority, h.waiting_since, h.id)) end as position
     from handoff h where h.conversation_id = $1 and h.city = $2 and h.state in ('waiting', 'offered')`,
    [conversationId, city],
  );
  return row;
}

/** What the last hour showed, for the estimate of the wait; by the database's clock. */
export async function queueFigures(q: Queryable, city: string): Promise<Omit<QueueFigures, 'concurrency'>> {
  const [row] = await q.query<{ operators: number; handling: number | null; waited: number | null }>(
    `select count(distinct a.operator_id)::int as operators,
       (extract(epoch from avg(a.ended_at - a.started_at)) * 1000)::float8 as handling,
       (percentile_cont(0.5) within group (order by extract(epoch from a.started_at - h.waiting_since)::float8)
         filter (where a.n = 1) * 1000)::float8 as waited
     from assignment a join handoff h on h.id = a.handoff_id
     where a.city = $1 and (a.ended_at is null or a.ended_at > clock_timestamp() - interval '1 hour')`,
    [city],
  );
  return {
    operators: row?.operators ?? 0,
    handlingMs: row?.handling ?? null,
    recentWaitMs: row?.waited ?? null,
  };
}

/** Every open handoff of the city: those waiting first, in their order. */
export async function listOpen(q: Queryable, city: string): Promise<QueueRow[]> {
  const rows = await q.query<ListRow>(
    `select h.id, h.conversation_id, h.state, h.channel, h.cause, h.topic, h.skill, h.language, h.priority, h.enqueued_at, h.candidates,
       h.summary, (extract(epoch from clock_timestamp() - h.waiting_since) * 1000)::float8 as waiting_ms,
       coalesce((select m.text from message m where m.conversation_id = h.conversation_id and m.author = 'citizen' and m.visible
         and m.text <> '' order by m.seq desc limit 1), h.last_text) as last_text,
       case when h.state = 'waiting' then (row_number() over (partition by h.skill, h.state
         order by h.priority desc, h.waiting_since, h.id))::int end as position
     from handoff h where h.city = $1 and ${OPEN}
     order by h.state <> 'waiting', h.priority desc, h.waiting_since, h.id`,
    [city],
  );
  return rows.map(toQueueRow);
}

/** Appends to the log; the handoff's row is locked or new, so the number has no gaps. */
async function logEvent(
  q: Queryable,
  handoffId: string,
  state: HandoffState,
  { actor, reason, now }: Deed,
): Promise<void> {
  await q.query(
    `with h as (update handoff set events = events + 1 where id = $1 returning id, city, events)
     insert into handoff_event (handoff_id, n, city, state, actor, reason, at) select h.id, h.events, h.city, $2, $3, $4, $5 from h`,
    [handoffId, state, actor, reason, new Date(now)],
  );
}

function toQueueRow(row: ListRow): QueueRow {
  return {
    handoffId: row.id,
    conversationId: row.conversation_id,
    state: row.state,
    channel: row.channel,
    cause: row.cause,
    ...(row.topic === null ? {} : { topicId: row.topic }),
    skill: row.skill,
    language: row.language,
    priority: row.priority,
    ...(row.position === null ? {} : { position: row.position }),
    waitingMs: Math.max(0, Math.round(row.waiting_ms)),
    enqueuedAt: row.enqueued_at.toISOString(),
    lastText: row.last_text,
    candidates: row.candidates,
    summary: row.summary,
  };
}
