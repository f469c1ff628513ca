import type { Clock } from '../conversation/clock';
import type { Message } from '../conversation/message';
import type { PresenceState } from '../conversation/operator';
import type { Db, Queryable } from '../storage/db';
import { Attendance } from './attendance';
import { Claiming } from './claiming';
import type { ConversationPort } from './conversation-port';
import type { HandoffRequest, QueueRow } from './handoff';
import { HANDOFF_CHANNEL, PRESENCE_CHANNEL } from './handoff-channel';
import type { HandoffWording } from './handoff-wording';
import { Leading, type Closing, type OperatorWords } from './leading';
import type { Claimed, Lease } from './lease';
import { Offering } from './offering';
import type { OpeningHours } from './opening-hours';
import type { OperatorPresence } from './operator-presence';
import { forgetWords } from './forget-words';
import { DEFAULT_LIMITS, type QueueLimits } from './queue-limits';
import { findRow, listOpen } from './queue-rows';
import type { QueueParts } from './queue-step';
import { Returning } from './returning';
import { WaitingLine, type Place } from './waiting-line';

export type { Place } from './waiting-line';

export interface HandoffServiceOptions {
  readonly db: Db;
  readonly city: string;
  readonly clock: Clock;
  /** Default: the process's own. It tells when the database's clock has jumped. */
  readonly steadyClock?: Clock;
  /** A function where supervisors may change them. */
  readonly hours: OpeningHours | (() => OpeningHours);
  readonly conversations: ConversationPort;
  readonly wording: HandoffWording;
  readonly limits?: Partial<QueueLimits>;
}

/**
 * The only writer of the queue. Every change is one transaction: row (compare-and-set), log line, assignment, owner and the citizen's
 * message commit together or not at all. Where `q` is given, it is the turn's transaction, so that the row commits with the reply that
 * announces it. Locks are taken in this order: an operator's presence, the conversation, its handoff.
 */
export class HandoffService {
  private readonly parts: QueueParts;
  private readonly line: WaitingLine;
  private readonly claiming: Claiming;
  private readonly offering: Offering;
  private readonly leading: Leading;
  private readonly returning: Returning;
  private readonly attendance: Attendance;

  constructor({ hours, limits, steadyClock = () => performance.now(), ...options }: HandoffServiceOptions) {
    const parts = { ...options, steadyClock, limits: { ...DEFAULT_LIMITS, ...limits } };
    this.parts = parts;
    this.line = new WaitingLine(parts, typeof hours === 'function' ? hours : () => hours);
    this.claiming = new Claiming(parts);
    this.offering = new Offering(parts);
    this.leading = new Leading(parts);
    this.returning = new Returning(parts, (...given) => this.line.abandonLocked(...given));
    this.attendance = new Attendance(parts);
  }

  get limits(): QueueLimits {
    return this.parts.limits;
  }

  /** Puts the conversation into the queue (the word with it), or its wish on the worklist; when it is there already, it keeps its place.
   *  Throws `handoff.stale` when an operator leads it already. */
  enqueue(q: Queryable, request: HandoffRequest): Promise<Place> {
    return this.line.enqueue(q, request);
  }

  /** Undefined when the conversation does not wait. */
  place(q: Queryable, conversationId: string): Promise<Place | undefined> {
    return this.line.place(q, conversationId);
  }

  /** The citizen leaves the line and is back with the bot; nothing happens when nobody waits. */
  cancel(q: Queryable, conversationId: string): Promise<void> {
    return this.line.cancel(q, conversationId);
  }

  /** The same, when the citizen is gone; who comes back reads why. */
  abandon(conversationId: string, reason: string): Promise<void> {
    return this.line.abandon(conversationId, reason);
  }

  /** Before others from now on, because the citizen's words show danger. */
  raise(q: Queryable, conversationId: string, reason: 'emergency'): Promise<void> {
    return this.line.raise(q, conversationId, reason);
  }

  /** These citizens' pages have a connection. To be told every 30 seconds. */
  seen(conversationIds: readonly string[]): Promise<void> {
    return this.line.seen(conversationIds);
  }

  /** The citizen has taken these words back; `q` is a transaction that holds the conversation. */
  forget(q: Queryable, conversationId: string, text: string): Promise<void> {
    return forgetWords(this.parts, { q }, conversationId, text);
  }

  /** Every handoff that is not over, those waiting first, in their order. */
  list(): Promise<QueueRow[]> {
    const { db, city, limits } = this.parts;
    return listOpen(db, city, limits.citizenAwayMs);
  }

  /** One handoff, ended ones too. */
  row(handoffId: string): Promise<QueueRow | undefined> {
    const { db, city, limits } = this.parts;
    return findRow(db, city, limits.citizenAwayMs, handoffId);
  }

  /** What is offered to the operator, else the head of the line that fits them; undefined when there is nothing. Throws `handoff.full`,
   *  `operator.unavailable`. */
  claimNext(operatorId: string): Promise<Claimed | undefined> {
    return this.claiming.claimNext(operatorId);
  }

  /** This one, out of the line or off the worklist. Throws `handoff.stale`, `handoff.full`, `operator.unavailable`. */
  claim(operatorId: string, handoffId: string): Promise<Claimed> {
    return this.claiming.claim(operatorId, handoffId);
  }

  /** A supervisor takes it, from another operator or out of the queue. Throws `handoff.stale`. */
  takeOver(supervisorId: string, handoffId: string): Promise<Claimed> {
    return this.claiming.takeOver(supervisorId, handoffId);
  }

  /** Takes an offer; again is the same. Throws `handoff.stale`. */
  accept(lease: Lease): Promise<void> {
    return this.offering.accept(lease);
  }

  /** The next operator gets the offer. Throws `handoff.stale`. */
  decline(lease: Lease): Promise<void> {
    return this.offering.decline(lease);
  }

  /** One round of offers, the longest idle first; returns their number. */
  route(): Promise<number> {
    return this.offering.route();
  }

  /** One round over everything whose time is up; returns how many were moved. */
  reap(): Promise<number> {
    return this.returning.reap();
  }

  /** The operator's console has been heard of. To be told every ten seconds. */
  beat(operatorId: string): Promise<void> {
    return this.attendance.beat(operatorId);
  }

  /** Who goes away gives back what was only offered. Throws `operator.unavailable`. */
  setPresence(operatorId: string, state: PresenceState): Promise<void> {
    return this.attendance.setPresence(operatorId, state);
  }

  /** Everybody who answers, by name. */
  presences(): Promise<OperatorPresence[]> {
    return this.attendance.presences();
  }

  /** The operator's words to the citizen, masked already; the same key is the same message. Throws `handoff.stale`. */
  say(lease: Lease, words: OperatorWords): Promise<Message> {
    return this.leading.say(lease, words);
  }

  /** Asks the citizen to wait a moment, or ends that. Throws `handoff.stale`. */
  hold(lease: Lease, on: boolean): Promise<void> {
    return this.leading.hold(lease, on);
  }

  /** To a colleague as an offer, or to the head of a skill's line. Throws `handoff.stale`, `handoff.full`, `operator.unavailable`. */
  transfer(lease: Lease, to: { operatorId: string } | { skill: string }, note: string): Promise<void> {
    return this.leading.transfer(lease, to, note);
  }

  /** Back to the head of the line. Throws `handoff.stale`. */
  requeue(lease: Lease): Promise<void> {
    return this.leading.requeue(lease);
  }

  /** The word goes back to the bot, the operator wraps up; again is the same. Throws `handoff.stale`. */
  endTalk(lease: Lease): Promise<void> {
    return this.leading.endTalk(lease);
  }

  /** From a wrap-up, or from the talk; again is the same. Throws `handoff.stale`, `input.invalid` for an unknown code or reason. */
  close(lease: Lease, closing: Closing): Promise<void> {
    return this.leading.close(lease, closing);
  }

  /** The site's operators finish and get nothing new; what was offered to them goes back to the head. */
  drain(site: string, byOperatorId: string): Promise<void> {
    return this.attendance.drain(site, byOperatorId);
  }

  undrain(site: string): Promise<void> {
    return this.attendance.undrain(site);
  }

  drainedSites(): Promise<string[]> {
    return this.attendance.drainedSites();
  }

  /** Calls `onChange` when something may have changed that calls for a round of `route` and `reap`; a hint only. */
  async watch(onChange: () => void): Promise<() => Promise<void>> {
    const { db } = this.parts;
    const ends = await Promise.all([
      db.listen(HANDOFF_CHANNEL, onChange),
      db.listen(PRESENCE_CHANNEL, onChange),
    ]);
    return async () => void (await Promise.all(ends.map((end) => end())));
  }
}
