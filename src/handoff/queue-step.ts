import type { Clock } from '../conversation/clock';
import type { Db, Queryable } from '../storage/db';
import type { ConversationPort } from './conversation-port';
import { HANDOFF_CHANNEL, PRESENCE_CHANNEL } from './handoff-channel';
import type { HandoffWording } from './handoff-wording';
import type { QueueLimits } from './queue-limits';

/** What every writer of the queue works with. */
export interface QueueParts {
  readonly db: Db;
  readonly city: string;
  readonly clock: Clock;
  /** Milliseconds from any beginning; nobody sets it. */
  readonly steadyClock: Clock;
  readonly conversations: ConversationPort;
  readonly wording: HandoffWording;
  readonly limits: QueueLimits;
}

/** The channel of new messages; its name belongs to the transcript, which the queue does not import. */
const CONVERSATION_CHANNEL = 'conversation';

/** One transaction on the queue, and whom to wake when it has committed. */
export interface QueueStep {
  readonly q: Queryable;
  readonly wake: (channel: 'handoff' | 'conversation' | 'presence', payload: string) => void;
}

const CHANNELS = {
  handoff: HANDOFF_CHANNEL,
  conversation: CONVERSATION_CHANNEL,
  presence: PRESENCE_CHANNEL,
} as const;

/** Runs `work` in one transaction; wakes after the commit only, because a listener that looks earlier sees nothing. */
export async function inStep<T>(
  { db }: Pick<QueueParts, 'db'>,
  work: (step: QueueStep) => Promise<T>,
): Promise<T> {
  const wakes: [channel: string, payload: string][] = [];
  const result = await db.tx((q) => {
    wakes.length = 0;
    return work({ q, wake: (channel, payload) => void wakes.push([CHANNELS[channel], payload]) });
  });
  for (const [channel, payload] of wakes) void db.notify(channel, payload);
  return result;
}

/** A part of a transaction of somebody else (a turn), who wakes listeners when it has committed. */
export function stepWithin(q: Queryable): QueueStep {
  return { q, wake: () => undefined };
}
