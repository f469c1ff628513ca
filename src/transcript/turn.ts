import type { Conversation, Owner } from '../conversation/conversation';
import type { Author, Message, WireActivity } from '../conversation/message';
import type { ReplyRecord } from '../conversation/reply';
import type { Queryable } from '../storage/db';

/** A message on its way out: stored with the turn that produced it. */
interface Outgoing {
  readonly activity: WireActivity;
  readonly text: string;
  readonly author: Author;
  readonly record?: ReplyRecord;
}

/** One message being answered, inside one transaction that holds the conversation. */
export interface Turn {
  /** The transaction: what is written through it commits together with the replies, or not at all. */
  readonly q: Queryable;
  readonly conversation: Conversation;
  readonly inbound: Message;
  /** 1, or more when earlier attempts at this message failed. */
  readonly attempt: number;
  readonly outbox: Outgoing[];
  setOwner(owner: Owner): Promise<void>;
}
