import type { Clock } from '../conversation/clock';
import { AppError } from '../errors';
import type { Db, Queryable } from '../storage/db';
import type { HandoffRequest, QueueRow } from './handoff';
import {
  insertWaiting,
  listOpen,
  lockOpen,
  moveUnassigned,
  placeOf,
  queueFigures,
  type Deed,
} from './handoff-store';
import { hoursText } from './hours-text';
import { isOpen, nextOpening, type OpeningHours } from './opening-hours';
import { waitBand, type WaitBand } from './wait-estimate';

/** What the citizen is told about the queue. */
export interface Place {
  readonly handoffId: string;
  /** From 1. */
  readonly position: number;
  /** Null while nothing is known. */
  readonly waitBand: WaitBand | null;
  readonly open: boolean;
  /** ISO 8601; only while closed. */
  readonly nextOpening?: string;
  /** In words: 「平日 9:00〜17:00（祝日を除く）」. */
  readonly hoursText: string;
}

export interface HandoffServiceOptions {
  readonly db: Db;
  readonly city: string;
  readonly clock: Clock;
  readonly hours: OpeningHours;
  /** Conversations one operator leads at a time; default 2. */
  readonly concurrency?: number;
}

/** The only writer of the queue. `q` is the turn's transaction, so that the row commits with the reply that announces it; who may speak
 *  (`turn.setOwner`) is the caller's to say. */
export class HandoffService {
  constructor(private readonly options: HandoffServiceOptions) {}

  /** Puts the conversation into the queue; when it is there already, it keeps its place. */
  async enqueue(q: Queryable, request: HandoffRequest): Promise<Place> {
    const { city } = this.options;
    const { conversationId, cause } = request;
    const inserted = await insertWaiting(q, city, request, this.deed(cause));
    if (inserted === undefined) await this.waitAgain(q, conversationId);
    const place = await this.place(q, conversationId);
    if (place === undefined)
      throw new AppError('handoff.stale', `Conversation "${conversationId}" is with an operator already`);
    return place;
  }

  /** Undefined when the conversation does not wait. */
  async place(q: Queryable, conversationId: string): Promise<Place | undefined> {
    const { city, clock, hours, concurrency = 2 } = this.options;
    const found = await placeOf(q, city, conversationId);
    if (found === undefined) return undefined;
    const figures = { ...(await queueFigures(q, city)), concurrency };
    const now = clock();
    const open = isOpen(hours, now);
    const next = open ? undefined : nextOpening(hours, now);
    return {
      handoffId: found.id,
      position: found.position,
      waitBand: open ? waitBand(found.position, figures) : null,
      open,
      ...(next === undefined ? {} : { nextOpening: new Date(next).toISOString() }),
      hoursText: hoursText(hours),
    };
  }

  /** The citizen goes back to the bot; nothing happens when the conversation is not in the queue. */
  async cancel(q: Queryable, conversationId: string): Promise<void> {
    const handoff = await lockOpen(q, this.options.city, conversationId);
    if (handoff !== undefined) await moveUnassigned(q, handoff, 'closed', this.deed('back-to-bot'));
  }

  /** Every open handoff, those waiting first, in their order. */
  async list(): Promise<QueueRow[]> {
    return listOpen(this.options.db, this.options.city);
  }

  /** Who had left a message, or wanted a call, and now waits in person keeps the time of the first wish. */
  private async waitAgain(q: Queryable, conversationId: string): Promise<void> {
    const handoff = await lockOpen(q, this.options.city, conversationId);
    if (handoff?.state !== 'callback' && handoff?.state !== 'message') return;
    await moveUnassigned(q, handoff, 'waiting', this.deed('asked-again'));
  }

  private deed(reason: string): Deed {
    return { actor: 'citizen', reason, now: this.options.clock() };
  }
}
