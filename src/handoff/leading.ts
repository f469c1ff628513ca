import type { Message } from '../conversation/message';
import { AppError } from '../errors';
import { lockPresence, noteDeed } from './answerer-store';
import { answererOf, refuseFull } from './claiming';
import { isCloseCode, isCloseReason } from './close-codes';
import type { HandoffMessage } from './conversation-port';
import {
  amendHandoff,
  lockHandoff,
  moveHandoff,
  stale,
  stampAssignment,
  type LockedHandoff,
} from './handoff-store';
import type { Lease } from './lease';
import { inStep, type QueueParts, type QueueStep } from './queue-step';
import { backToLine, byOperator, deedOf, isHeldBy, lockLeased, raised, takeWord, tell } from './talk';

/** What an operator says; masked already. */
export interface OperatorWords {
  /** The same key again is the same message. */
  readonly key: string;
  readonly text: string;
  /** What the citizen sees as the sender. */
  readonly senderName: string;
  /** Entries that were inserted, and the release that they are from. */
  readonly entryIds?: readonly string[];
  readonly release?: number;
}

/** What was done and how it ended: ids of close-codes.ts. */
export interface Closing {
  readonly code: string;
  readonly reason: string;
}

/** What an operator does with a conversation that is theirs. */
export class Leading {
  constructor(private readonly parts: QueueParts) {}

  /** The outbound gate for people: the conversation's owner must be this operator in the same transaction. A message that was stored
   *  before (same key) is returned as it is, whoever leads by now. */
  async say(lease: Lease, words: OperatorWords): Promise<Message> {
    const { city, conversations } = this.parts;
    return inStep(this.parts, async (step) => {
      const handoff = await lockHandoff(step.q, city, lease.handoffId);
      if (handoff === undefined) stale(lease.handoffId, 'is not there');
      const { conversationId } = handoff;
      const message = messageOf(lease, words);
      const stored = await conversations.withKey(step.q, conversationId, message.key);
      if (stored !== undefined) return stored;
      if (!isHeldBy(handoff, lease) || handoff.owner !== byOperator(lease.operatorId))
        stale(lease.handoffId, 'is no longer yours: nothing was sent');
      const [said] = await conversations.append(step.q, conversationId, [message]);
      step.wake('conversation', conversationId);
      return said ?? stale(lease.handoffId, 'has no conversation');
    });
  }

  /** Asks the citizen to wait a moment, or ends that. */
  async hold(lease: Lease, on: boolean): Promise<void> {
    await inStep(this.parts, async (step) => {
      const handoff = await lockLeased(this.parts, step, lease, ['active']);
      if (handoff.held === on) return;
      const deed = deedOf(this.parts, byOperator(lease.operatorId), on ? 'held' : 'resumed');
      const event = await amendHandoff(step, handoff, { held: on }, deed);
      if (on) await tell(this.parts, step, handoff, { event, wording: 'heldBegins' });
    });
  }

  /** The word goes back to the bot; the operator wraps up. */
  async endTalk(lease: Lease): Promise<void> {
    await inStep(this.parts, async (step) => {
      const handoff = await lockLeased(this.parts, step, lease, ['active', 'wrap-up']);
      if (handoff.state === 'wrap-up') return; // the same again
      const { operatorId } = lease;
      const deed = deedOf(this.parts, byOperator(operatorId), 'talk-ended');
      const { event } = await moveHandoff(
        step,
        handoff,
        { to: 'wrap-up', operatorId, assignment: 'same' },
        deed,
      );
      await stampAssignment(step.q, handoff, 'talk_ended_at');
      await this.endWord(step, handoff, event);
    });
  }

  /** From a wrap-up, or from the talk, which it then ends. Throws `input.invalid` for a code or reason that is not in the list. */
  async close(lease: Lease, { code, reason }: Closing): Promise<void> {
    if (!isCloseCode(code) || !isCloseReason(reason))
      throw new AppError(
        'input.invalid',
        `"${code}" and "${reason}" are not both of close-codes.ts: choose from the list`,
      );
    await inStep(this.parts, async (step) => {
      await lockPresence(step.q, lease.operatorId);
      if (await this.isClosedBy(step, lease)) return;
      const handoff = await lockLeased(this.parts, step, lease, ['active', 'wrap-up']);
      if (handoff.state === 'active') await stampAssignment(step.q, handoff, 'talk_ended_at');
      const deed = deedOf(this.parts, byOperator(lease.operatorId), reason);
      const move = { to: 'closed', assignment: 'none', closing: { code, reason } } as const;
      const { event } = await moveHandoff(step, handoff, move, deed);
      if (handoff.state === 'active') await this.endWord(step, handoff, event);
      await noteDeed(step.q, lease.operatorId);
    });
  }

  /** To a colleague, who gets it as an offer, or to the head of the line of a skill. The citizen is asked to wait a moment. Throws
   *  `handoff.full` or `operator.unavailable` when the colleague cannot take it: then nothing changes. */
  async transfer(lease: Lease, to: { operatorId: string } | { skill: string }, note: string): Promise<void> {
    await inStep(this.parts, async (step) => {
      if ('operatorId' in to) return this.transferTo(step, lease, to.operatorId, note);
      const handoff = await lockLeased(this.parts, step, lease, ['active']);
      const deed = deedOf(this.parts, byOperator(lease.operatorId), 'transferred');
      const notice = { wording: 'heldBegins', mark: 'person-ends' } as const;
      await backToLine(this.parts, step, handoff, {
        deed,
        atHead: true,
        notice,
        skill: to.skill,
        transferNote: note,
      });
    });
  }

  /** Back to the head of the line. */
  async requeue(lease: Lease): Promise<void> {
    await inStep(this.parts, async (step) => {
      const handoff = await lockLeased(this.parts, step, lease, ['active']);
      const deed = deedOf(this.parts, byOperator(lease.operatorId), 'requeued');
      const notice = { wording: 'heldBegins', mark: 'person-ends' } as const;
      await backToLine(this.parts, step, handoff, { deed, atHead: true, notice });
    });
  }

  private async transferTo(step: QueueStep, lease: Lease, colleague: string, note: string): Promise<void> {
    if (colleague === lease.operatorId)
      throw new AppError('input.invalid', `Operator "${colleague}" has it already: choose another`);
    const answerer = await answererOf(this.parts, step, colleague);
    if (!answerer.available || !answerer.admitted)
      throw new AppError(
        'operator.unavailable',
        `Operator "${colleague}" is not available: choose another, or a skill`,
      );
    refuseFull(answerer);
    const handoff = await lockLeased(this.parts, step, lease, ['active']);
    const { event } = await moveHandoff(
      step,
      handoff,
      {
        ...{
          to: 'offered',
          operatorId: colleague,
          assignment: 'new',
          leaseMs: this.parts.limits.acceptWithinMs,
        },
        ...{ raise: raised('returned'), transferNote: note },
      },
      deedOf(this.parts, byOperator(lease.operatorId), 'transferred'),
    );
    await takeWord(this.parts, step, handoff, 'queue');
    await tell(this.parts, step, handoff, { event, wording: 'heldBegins', mark: 'person-ends' });
  }

  private async endWord(step: QueueStep, handoff: LockedHandoff, event: number): Promise<void> {
    await takeWord(this.parts, step, handoff, 'bot');
    await tell(this.parts, step, handoff, {
      event,
      wording: 'personEnds',
      mark: 'person-ends',
      status: 'completed',
    });
  }

  /** The same closing again, after an answer that was lost. */
  private async isClosedBy({ q }: QueueStep, { handoffId, operatorId, assignment }: Lease): Promise<boolean> {
    const rows = await q.query(
      `select from handoff h join assignment a on a.handoff_id = h.id and a.n = h.assignment
       where h.id = $1 and h.state = 'closed' and a.n = $2 and a.operator_id = $3`,
      [handoffId, assignment, operatorId],
    );
    return rows.length > 0;
  }
}

function messageOf({ operatorId }: Lease, words: OperatorWords): HandoffMessage {
  const { key, text, senderName, entryIds = [], release } = words;
  const record =
    entryIds.length === 0 || release === undefined
      ? {}
      : {
          record: {
            decision: 'operator',
            entryIds,
            release,
            confidence: null,
            reason: 'inserted by an operator',
          } as const,
        };
  return {
    key: `operator:${operatorId}:${key}`,
    author: 'operator',
    text,
    activity: { type: 'message', text, channelData: { senderName, author: 'operator' } },
    ...record,
  };
}
