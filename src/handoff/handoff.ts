import type { Channel } from '../conversation/channel';
import type { HandoffCause } from '../conversation/decision';
import type { Author } from '../conversation/message';
import type { PriorityReason } from './priorities';

export const HANDOFF_STATES = [
  'waiting',
  'offered',
  'active',
  'wrap-up',
  'closed',
  'abandoned',
  'callback',
  'message',
] as const;

/** waiting in line → offered to an operator → active → wrap-up (the operator notes) → closed. abandoned: the citizen left.
 *  callback, message: the citizen asked to be called, or left a message, instead of waiting. */
export type HandoffState = (typeof HANDOFF_STATES)[number];

const NEXT: Readonly<Record<HandoffState, readonly HandoffState[]>> = {
  waiting: ['offered', 'active', 'callback', 'message', 'abandoned', 'closed'],
  offered: ['active', 'waiting', 'callback', 'message', 'abandoned', 'closed'], // back to waiting: declined, or not accepted in time
  active: ['active', 'offered', 'wrap-up', 'waiting', 'abandoned', 'closed'], // active again: taken over; offered: handed to a colleague
  'wrap-up': ['closed'],
  callback: ['waiting', 'active', 'message', 'closed'], // waiting again: the citizen is back
  message: ['waiting', 'active', 'callback', 'closed'],
  closed: [],
  abandoned: [],
};

/** Whether a handoff in `from` may go to `to`. */
export function mayMove(from: HandoffState, to: HandoffState): boolean {
  return NEXT[from].includes(to);
}

/** Open for the citizen: asking again means this one. Wrap-up is the operator's only. */
export function isOpenState(state: HandoffState): boolean {
  return NEXT[state].length > 0 && state !== 'wrap-up';
}

/** A candidate as the operator sees it. */
export interface HandoffCandidate {
  readonly entryId: string;
  readonly confidence: number;
}

/** What the desk knows when it hands over; all texts masked. */
export interface HandoffRequest {
  readonly conversationId: string;
  readonly channel: Channel;
  readonly cause: HandoffCause;
  readonly topicId?: string | undefined;
  readonly candidates: readonly HandoffCandidate[];
  readonly lastText: string;
  /** Default "general". */
  readonly skill?: string;
  /** Default "ja". */
  readonly language?: string;
  /** Higher is served first; default 0. */
  readonly priority?: number;
  /** Instead of waiting: to be called, or to leave a message. It goes to the worklist, and the bot keeps the word. */
  readonly wish?: 'callback' | 'message';
}

/** A line said before the handoff. */
export interface SummaryLine {
  readonly author: Author;
  readonly text: string;
}

/** One handoff, as staff see the queue. */
export interface QueueRow {
  readonly handoffId: string;
  readonly conversationId: string;
  readonly state: HandoffState;
  readonly channel: Channel;
  readonly cause: HandoffCause;
  readonly topicId?: string;
  readonly skill: string;
  readonly language: string;
  readonly priority: number;
  /** Why it stands before others. */
  readonly priorityReason?: PriorityReason;
  /** Place among those waiting for the same skill, from 1; undefined when not waiting. */
  readonly position?: number;
  /** By the database's clock, ms. */
  readonly waitingMs: number;
  /** ISO 8601, the database's clock: the first wish, kept when the handoff comes back into the line. */
  readonly waitingSince: string;
  /** ISO 8601, the desk's clock. */
  readonly enqueuedAt: string;
  /** The citizen's last words, masked. */
  readonly lastText: string;
  readonly candidates: readonly HandoffCandidate[];
  readonly summary: readonly SummaryLine[];
  /** Offered to, led by, or in wrap-up with. */
  readonly operatorId?: string;
  /** Fencing token, see Lease. */
  readonly assignment: number;
  /** ISO 8601, the database's clock; only while offered. */
  readonly offeredUntil?: string;
  /** The citizen was asked to wait a moment. */
  readonly held: boolean;
  /** The citizen's page (web only) has had no connection for a while. */
  readonly citizenAway: boolean;
  /** Of whoever handed it on. */
  readonly transferNote?: string;
  /** Number of the newest event: a row with a smaller one is older. */
  readonly version: number;
  /** Only of ended ones: what was done, and how it ended. */
  readonly closeCode?: string;
  readonly closeReason?: string;
}
