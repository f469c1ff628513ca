import type { Channel } from '../conversation/channel';
import type { HandoffCause } from '../conversation/decision';
import type { HandoffState } from '../handoff/handoff';

/** One line of the log of handoffs, with what an outside hub must know to understand it. */
export interface HubEvent {
  /** Place in the log, in the order (xid, id). */
  readonly xid: string;
  readonly id: string;
  readonly handoffId: string;
  /** 1, 2, 3 … in each handoff. */
  readonly n: number;
  readonly state: HandoffState;
  /** The state before; absent for the first. */
  readonly before: HandoffState | null;
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
  readonly conversationId: string;
  readonly userId: string;
  readonly channel: Channel;
  readonly cause: HandoffCause;
  readonly topic: string | null;
  readonly skill: string;
  readonly language: string;
  readonly priority: number;
}

/** What a hub is told, in the words of Bot Framework's handoff protocol. */
export type HubNews =
  | { readonly kind: 'initiate' }
  | {
      readonly kind: 'status';
      readonly state: 'accepted' | 'failed' | 'completed';
      readonly message?: string;
    };

const COMPLETED: HubNews = { kind: 'status', state: 'completed' };

/** What a line of the log means to a hub; undefined when it concerns the desk alone (an offer, a hold, a higher priority). */
export function newsOf({
  state,
  before,
  reason,
}: Pick<HubEvent, 'state' | 'before' | 'reason'>): HubNews | undefined {
  if (before === null) return { kind: 'initiate' };
  if (state === before) return undefined;
  if (state === 'active') return { kind: 'status', state: 'accepted' };
  if (state === 'wrap-up') return COMPLETED;
  if (state === 'closed') return before === 'wrap-up' ? undefined : COMPLETED;
  const failed = state === 'abandoned' || (state === 'waiting' && before === 'active');
  return failed ? { kind: 'status', state: 'failed', message: reason } : undefined;
}
