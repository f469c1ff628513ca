import type { Key, SpokenText } from '../ports';

/** Where a caller who wants a person stands. */
export interface Line {
  /** From 1 among those waiting. */
  readonly position: number;
  /** Wait in spoken words (「3分から5分」); undefined while nothing is known. */
  readonly wait: string | undefined;
  /** Whether people answer now. */
  readonly open: boolean;
  /** When they answer again, in spoken words; only while closed. */
  readonly next: string | undefined;
}

/** One reply of the bot, ready to be said. */
export interface HeardReply {
  readonly pieces: readonly SpokenText[];
  /** `ReplyRecord.decision`; `notice` when the desk itself speaks while the bot has not the word. */
  readonly decision: string;
  /** What each key (1, 2, …) says to the bot. */
  readonly choices: readonly string[];
  /** The answer is about a venue whose map can be sent. */
  readonly map?: boolean;
}

/** One member each, so that they can be told apart. */
type OfKind<K extends string> = K extends string ? { readonly kind: K } : never;

export type DialogueEvent = { /** Milliseconds of a clock that never goes back. */ readonly at: number } & (
  | OfKind<'started' | 'speech-started' | 'speech-ended' | 'no-match' | 'back' | 'hung-up' | 'tick'>
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'hypothesis'; readonly text: string }
  /** `danger`: what someone in danger must hear at once, when the words say so. */
  | {
      readonly kind: 'phrase';
      readonly text: string;
      readonly confidence: number | undefined;
      readonly danger?: readonly SpokenText[] | undefined;
    }
  | { readonly kind: 'away'; readonly sinceMs: number }
  /** Everything of this `say` or `hold` has been played. */
  | { readonly kind: 'said'; readonly id: number }
  /** The bot has answered turn `turn`; `owner`: who has the word now. */
  | {
      readonly kind: 'replied';
      readonly turn: number;
      readonly replies: readonly HeardReply[];
      readonly owner: 'bot' | 'queue' | 'person';
      readonly line: Line | undefined;
    }
  | { readonly kind: 'turn-failed'; readonly turn: number }
  /** The caller's place, read again. */
  | { readonly kind: 'line'; readonly line: Line }
  /** Somebody has taken the case on the console. */
  | { readonly kind: 'taken'; readonly operatorId: string }
  /** What an operator has written to the caller. */
  | { readonly kind: 'told'; readonly pieces: readonly SpokenText[] }
  /** The person has picked up. */
  | { readonly kind: 'answered' }
  | {
      readonly kind: 'transferred';
      readonly outcome: 'talked' | 'no-answer' | 'busy' | 'failed' | 'caller-hung-up';
    }
  /** Whether the wish (callback, message) is on the worklist. */
  | { readonly kind: 'wish-taken'; readonly ok: boolean }
  | { readonly kind: 'map-sent'; readonly ok: boolean }
);
