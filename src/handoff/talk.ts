import type { Owner } from '../conversation/conversation';
import {
  lockHandoff,
  moveHandoff,
  stale,
  stampAssignment,
  type Deed,
  type LockedHandoff,
  type Move,
} from './handoff-store';
import type { HandoffState } from './handoff';
import type { HandoffWordingKey } from './handoff-wording';
import type { Claimed, Lease } from './lease';
import { PRIORITIES, type PriorityReason } from './priorities';
import type { QueueParts, QueueStep } from './queue-step';

/** Marks both ends of the human stretch in the transcript. */
type TalkMark = 'person-begins' | 'person-ends';

interface Notice {
  /** The number of the event that it is about: each event is told once. */
  readonly event: number;
  readonly wording: HandoffWordingKey;
  readonly values?: Readonly<Record<string, string>>;
  readonly mark?: TalkMark;
  /** For the border, see Bot Framework's event `handoff.status`. */
  readonly status?: 'accepted' | 'completed' | 'failed';
}

export function deedOf({ clock }: Pick<QueueParts, 'clock'>, actor: string, reason: string): Deed {
  return { actor, reason, now: clock() };
}

export function byOperator(operatorId: string): `operator:${string}` {
  return `operator:${operatorId}`;
}

export function raised(reason: PriorityReason): NonNullable<Move['raise']> {
  return { priority: PRIORITIES[reason], reason };
}

/** The handoff of a lease, locked; throws `handoff.stale` when it has gone into other hands or is in none of `states`. */
export async function lockLeased(
  { city }: Pick<QueueParts, 'city'>,
  { q }: QueueStep,
  lease: Lease,
  states: readonly HandoffState[],
): Promise<LockedHandoff> {
  const handoff = await lockHandoff(q, city, lease.handoffId);
  if (handoff === undefined || !isHeldBy(handoff, lease) || !states.includes(handoff.state))
    stale(lease.handoffId, 'is no longer yours, or in another state');
  return handoff;
}

export function isHeldBy(handoff: LockedHandoff, { operatorId, assignment }: Lease): boolean {
  return handoff.operatorId === operatorId && handoff.assignment === assignment;
}

/** The operator has the word from here on, and the citizen is told so. */
export async function beginTalk(
  parts: QueueParts,
  step: QueueStep,
  handoff: LockedHandoff,
  by: {
    operatorId: string;
    displayName: string;
    reason: string;
    from: readonly Owner[];
    assignment: 'new' | 'same';
  },
): Promise<Claimed> {
  const { operatorId, assignment } = by;
  const move: Move = { to: 'active', operatorId, assignment, leaseMs: parts.limits.leaseMs };
  const moved = await moveHandoff(step, handoff, move, deedOf(parts, byOperator(operatorId), by.reason));
  if (assignment === 'same') await stampAssignment(step.q, handoff, 'accepted_at');
  await giveWord(parts, step, handoff, { from: by.from, to: byOperator(operatorId) });
  await tell(parts, step, handoff, {
    event: moved.event,
    wording: 'personBegins',
    values: { name: by.displayName },
    mark: 'person-begins',
    status: 'accepted',
  });
  return {
    handoffId: handoff.id,
    conversationId: handoff.conversationId,
    operatorId,
    assignment: moved.assignment,
  };
}

/** Back into the line with the time of the first wish; who had a person already is put at the head and told. */
export async function backToLine(
  parts: QueueParts,
  step: QueueStep,
  handoff: LockedHandoff,
  how: {
    deed: Deed;
    atHead?: boolean;
    notice?: Omit<Notice, 'event'>;
    skill?: string;
    transferNote?: string;
  },
): Promise<void> {
  const { deed, atHead = false, notice, skill, transferNote } = how;
  const move: Move = {
    to: 'waiting',
    assignment: 'none',
    ...(atHead ? { raise: raised('returned') } : {}),
    ...(skill === undefined ? {} : { skill }),
    ...(transferNote === undefined ? {} : { transferNote }),
  };
  const { event } = await moveHandoff(step, handoff, move, deed);
  if (handoff.state === 'active') await takeWord(parts, step, handoff, 'queue');
  if (notice !== undefined) await tell(parts, step, handoff, { ...notice, event });
}

/** The operator's word goes to the bot, or to the queue. */
export async function takeWord(
  parts: QueueParts,
  step: QueueStep,
  handoff: LockedHandoff,
  to: 'bot' | 'queue',
): Promise<void> {
  await giveWord(parts, step, handoff, { from: [byOperator(handoff.operatorId ?? '')], to });
}

/** Compare-and-set of the owner; throws `handoff.stale` when somebody else has the word. */
export async function giveWord(
  { conversations }: Pick<QueueParts, 'conversations'>,
  { q }: QueueStep,
  { id, conversationId, owner }: LockedHandoff,
  { from, to }: { from: readonly Owner[]; to: Owner },
): Promise<void> {
  if (!(await conversations.moveOwner(q, conversationId, from, to)))
    stale(id, `belongs to a conversation that ${owner} leads`);
}

/** The desk's own word to the citizen, stored once for each event. */
export async function tell(
  { conversations, wording }: Pick<QueueParts, 'conversations' | 'wording'>,
  step: QueueStep,
  { id, conversationId }: LockedHandoff,
  notice: Notice,
): Promise<void> {
  const { text, speak } = wording(notice.wording, notice.values ?? {});
  const channelData = {
    author: 'system',
    ...(notice.mark === undefined ? {} : { mark: notice.mark }),
    ...(notice.status === undefined ? {} : { handoffStatus: notice.status }),
  };
  const activity = { type: 'message', text, speak, channelData };
  await conversations.append(step.q, conversationId, [
    { key: `handoff:${id}:${notice.event}`, author: 'system', text, activity },
  ]);
  step.wake('conversation', conversationId);
}
