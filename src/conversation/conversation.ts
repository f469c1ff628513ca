import type { Channel } from './channel';

/** Who may speak to the citizen now. */
export type Owner = 'bot' | 'queue' | `operator:${string}`;

export interface Conversation {
  readonly id: string;
  readonly channel: Channel;
  /** The channel's own id of the citizen's side; pseudonymous. */
  readonly userId: string;
  readonly owner: Owner;
  readonly lastSeq: number;
}
