import { AppError } from '../errors';
import type { Queryable } from '../storage/db';
import type { HandoffRequest } from './handoff';
import {
  amendHandoff,
  insertHandoff,
  lockConversation,
  lockOpen,
  moveHandoff,
  stale,
  type LockedHandoff,
} from './handoff-store';
import { hoursText } from './hours-text';
import { placeOf, queueFigures } from './line-store';
import { isOpen, nextOpening, type OpeningHours } from './opening-hours';
import { PRIORITIES, type PriorityReason } from './priorities';
import { inStep, stepWithin, type QueueParts, type QueueStep } from './queue-step';
import { deedOf, giveWord, raised, tell } from './talk';
import { waitBand, type WaitBand } from './wait-estimate';

/** What the citizen is told about the queue. */
export interface Place {
  readonly handoffId: string;
  /** From 1; 0 for a wish, which does not wait in line. */
  readonly position: number;
  /** Null while nothing is known. */
  readonly waitBand: WaitBand | null;
  readonly open: boolean;
  /** ISO 8601; only while closed. */
  readonly nextOpening?: string;
  /** In words: 「平日 9:00〜17:00（祝日を除く）」. */
  readonly hoursText: string;
}

/** The citizen's side of the queue: coming, waiting, leaving. */
export class WaitingLine {
  constructor(
    private readonly parts: QueueParts,
    private readonly hours: () => OpeningHours,
  ) {}

  /** Puts the conversation into the queue, or its wish on the worklist; when it is there already, it keeps its place. */
  async enqueue(q: Queryable, request: HandoffRequest): Promise<Place> {
    const { city, conversations } = this.parts;
    const { conversationId, cause, wish } = request;
    if (!(await lockConversation(q, city, conversationId)))
      throw new AppError('conversation.unknown', `No conversation "${conversationId}" in this city`);
    const inserted = await insertHandoff(q, city, request, deedOf(this.parts, 'citizen', cause));
    const handoffId = inserted ?? (await this.askAgain(stepWithin(q), request));
    if (wish !== undefined) {
      await conversations.moveOwner(q, conversationId, ['queue'], 'bot');
      return { handoffId, position: 0, waitBand: null, ...this.opening() };
    }
    await conversations.moveOwner(q, conversationId, ['bot'], 'queue');
    return (await this.place(q, conversationId)) ?? stale(handoffId, 'does not wait');
  }

  /** Undefined when the conversation does not wait. */
  async place(q: Queryable, conversationId: string): Promise<Place | undefined> {
    const { city, limits } = this.parts;
    const found = await placeOf(q, city, conversationId);
    if (found === undefined) return undefined;
    const { id, position, skill } = found;
    const opening = this.opening();
    const figures = await queueFigures(q, city, skill, limits.leaseMs);
    return {
      handoffId: id,
      position,
      waitBand: opening.open ? waitBand(position, figures) : null,
      ...opening,
    };
  }

  /** The citizen goes back to the bot; nothing happens when nobody waits. */
  async cancel(q: Queryable, conversationId: string): Promise<void> {
    const handoff = await this.lockOpen(q, conversationId);
    if (handoff !== undefined) await this.leave(stepWithin(q), handoff, ['citizen', 'cancelled']);
  }

  /** The citizen is gone: the same, and who comes back reads why. */
  async abandon(conversationId: string, reason: string): Promise<void> {
    await inStep(this.parts, async (step) => {
      const handoff = await this.lockOpen(step.q, conversationId);
      if (handoff !== undefined) await this.abandonLocked(step, handoff, reason);
    });
  }

  async abandonLocked(step: QueueStep, handoff: LockedHandoff, reason: string): Promise<void> {
    const event = await this.leave(step, handoff, ['system', reason]);
    if (event !== undefined && isInLine(handoff))
      await tell(this.parts, step, handoff, { event, wording: 'waitedTooLong', status: 'failed' });
  }

  /** The citizen's words show danger: before others from now on, wherever the handoff is. */
  async raise(
    q: Queryable,
    conversationId: string,
    reason: Extract<PriorityReason, 'emergency'>,
  ): Promise<void> {
    const handoff = await this.lockOpen(q, conversationId);
    if (handoff === undefined || handoff.priority >= PRIORITIES[reason]) return;
    await amendHandoff(
      stepWithin(q),
      handoff,
      { raise: raised(reason) },
      deedOf(this.parts, 'system', reason),
    );
  }

  /** These citizens' pages have a connection. Rows in use are passed over: the next report is soon. */
  async seen(conversationIds: readonly string[]): Promise<void> {
    await this.parts.db.query(
      `update handoff set citizen_seen_at = clock_timestamp() where id in (select id from handoff
         where conversation_id = any($2) and city = $1 and state not in ('closed', 'abandoned') for update skip locked)`,
      [this.parts.city, conversationIds],
    );
  }

  private async lockOpen(q: Queryable, conversationId: string): Promise<LockedHandoff | undefined> {
    const { city } = this.parts;
    if (!(await lockConversation(q, city, conversationId))) return undefined;
    return lockOpen(q, city, conversationId);
  }

  /** Who waits now, or has another wish now, keeps the time of the first one. */
  private async askAgain(step: QueueStep, { conversationId, wish }: HandoffRequest): Promise<string> {
    const handoff = await lockOpen(step.q, this.parts.city, conversationId);
    if (handoff === undefined || handoff.state === 'active')
      stale(handoff?.id ?? '', 'is with an operator already');
    const to = wish ?? 'waiting';
    const keeps = handoff.state === to || (to === 'waiting' && handoff.state === 'offered');
    if (!keeps) {
      const deed = deedOf(this.parts, 'citizen', wish ?? 'asked-again');
      await moveHandoff(step, handoff, { to, assignment: 'none' }, deed);
    }
    return handoff.id;
  }

  /** Returns the number of the event; undefined when an operator leads, whom the citizen cannot dismiss this way. */
  private async leave(
    step: QueueStep,
    handoff: LockedHandoff,
    [actor, reason]: [actor: string, reason: string],
  ): Promise<number | undefined> {
    if (handoff.state === 'active') return undefined;
    const waits = isInLine(handoff);
    const { event } = await moveHandoff(
      step,
      handoff,
      { to: waits ? 'abandoned' : 'closed', assignment: 'none', closing: { code: null, reason } },
      deedOf(this.parts, actor, reason),
    );
    if (waits) await giveWord(this.parts, step, handoff, { from: ['queue'], to: 'bot' });
    return event;
  }

  private opening(): Pick<Place, 'open' | 'nextOpening' | 'hoursText'> {
    const hours = this.hours();
    const now = this.parts.clock();
    const open = isOpen(hours, now);
    const next = open ? undefined : nextOpening(hours, now);
    return {
      open,
      ...(next === undefined ? {} : { nextOpening: new Date(next).toISOString() }),
      hoursText: hoursText(hours),
    };
  }
}

function isInLine({ state }: LockedHandoff): boolean {
  return state === 'waiting' || state === 'offered';
}
