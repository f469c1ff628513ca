import type { PresenceState } from '../conversation/operator';

/** An operator as the queue sees them. */
export interface OperatorPresence {
  readonly operatorId: string;
  readonly name: string;
  /** offline as well when the console has not been heard of for a lease. */
  readonly state: PresenceState;
  /** ISO 8601: begin of this state. */
  readonly since: string;
  /** Why the desk changed the state. */
  readonly reason?: 'missed-offers' | 'gone';
  readonly site: string;
  readonly skills: readonly string[];
  readonly capacity: number;
  /** Conversations led, offers and wrap-ups. */
  readonly open: number;
}
