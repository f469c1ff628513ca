import type { Channel } from './channel';

export const ROLES = ['operator', 'supervisor', 'knowledge-editor', 'administrator'] as const;

/** What a member of staff may do. Roles do not include each other: a supervisor who also answers has both. */
export type Role = (typeof ROLES)[number];

export const PRESENCE_STATES = ['available', 'away', 'offline'] as const;

/** away: finishes what is open, and is offered nothing new. */
export type PresenceState = (typeof PRESENCE_STATES)[number];

/** One member of staff, as routing and the console know them. */
export interface Operator {
  readonly id: string;
  /** Lower case. */
  readonly login: string;
  /** What citizens see. */
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly channels: readonly Channel[];
  /** Conversations at a time, wrap-up included. */
  readonly capacity: number;
  readonly site: string;
  readonly disabled: boolean;
}
