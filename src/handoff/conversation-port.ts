import type { Owner } from '../conversation/conversation';
import type { Author, Message, WireActivity } from '../conversation/message';
import type { ReplyRecord } from '../conversation/reply';
import type { Queryable } from '../storage/db';

/** A message of an operator, or of the desk about one. */
export interface HandoffMessage {
  /** Idempotency: the same key is the same message. */
  readonly key: string;
  readonly author: Extract<Author, 'operator' | 'system'>;
  readonly text: string;
  readonly activity: WireActivity;
  readonly record?: ReplyRecord;
}

/** What the queue needs of conversations; `q` is a transaction that holds the conversation's row. */
export interface ConversationPort {
  /** In order; a key that is stored already gives the stored message. */
  append(q: Queryable, conversationId: string, messages: readonly HandoffMessage[]): Promise<Message[]>;
  /** The message that has this key. */
  withKey(q: Queryable, conversationId: string, key: string): Promise<Message | undefined>;
  /** Compare-and-set; false when the owner is none of `from`. */
  moveOwner(q: Queryable, conversationId: string, from: readonly Owner[], to: Owner): Promise<boolean>;
}
