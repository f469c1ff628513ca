import type { Decision } from './decision';

/** A button the citizen may press; pressing it says `say`. */
export interface Choice {
  readonly label: string;
  readonly say: string;
}

/** What later work reads to know what was told to whom, when, from which knowledge. */
export interface ReplyRecord {
  readonly decision: Decision['kind'] | 'dialog';
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
}
