import type { Decision } from './decision';

/** A button the citizen may press; pressing it says `say`. */
export interface Choice {
  readonly label: string;
  readonly say: string;
}

/** What later work reads to know what was told to whom, when, from which knowledge. */
export interface ReplyRecord {
  /** operator: a person inserted the entries. */
  readonly decision: Decision['kind'] | 'dialog' | 'operator';
  readonly entryIds: readonly string[];
  /** Number of the knowledge release in force. */
  readonly release: number;
  /** Calibrated 0–1 of the first entry; null where nothing was matched. */
  readonly confidence: number | null;
  readonly reason: string;
}

/** One reply, before it is fitted to a channel. */
export interface Reply {
  /** For screens: short lines, bullets begin with 「・」. */
  readonly text: string;
  /** For the telephone: plain words, no symbols. */
  readonly speak: string;
  readonly choices: readonly Choice[];
  readonly record: ReplyRecord;
  /** A channel that is not the city's own adds a link to the same conversation on the city's page. */
  readonly offersPage?: boolean;
}
