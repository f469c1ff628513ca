import type { ReplyRecord } from './reply';

export type Author = 'citizen' | 'bot' | 'operator' | 'system';

/** An activity as it goes over the wire (Bot Framework JSON), personal data already masked. */
export type WireActivity = Readonly<Record<string, unknown>>;

/** One line of a conversation as it is stored: numbered without gaps from 1 in each conversation. */
export interface Message {
  readonly conversationId: string;
  readonly seq: number;
  /** The activity id that the channel knows the message by. */
  readonly id: string;
  readonly author: Author;
  /** ISO 8601, strictly increasing within a conversation. */
  readonly at: string;
  /** Masked text; empty for events. */
  readonly text: string;
  readonly activity: WireActivity;
  readonly record?: ReplyRecord;
}

/** A message before it was masked, with what was masked in it; never stored in the clear. */
export interface Original {
  readonly text: string;
  readonly kinds: readonly string[];
}
