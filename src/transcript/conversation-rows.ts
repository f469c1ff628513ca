import type { Conversation, Owner } from '../conversation/conversation';
import type { Channel } from '../conversation/channel';
import type { Author, Message, WireActivity } from '../conversation/message';
import type { ReplyRecord } from '../conversation/reply';

export const CONVERSATION_COLUMNS = 'id, channel, user_id, owner, last_seq';
export const MESSAGE_COLUMNS = 'conversation_id, seq, id, author, at, text, activity, record';

export interface ConversationRow {
  readonly id: string;
  readonly channel: Channel;
  readonly user_id: string;
  readonly owner: Owner;
  readonly last_seq: number;
}

export interface MessageRow {
  readonly conversation_id: string;
  readonly seq: number;
  readonly id: string;
  readonly author: Author;
  readonly at: Date;
  readonly text: string;
  readonly activity: WireActivity;
  readonly record: ReplyRecord | null;
}

export function toConversation(row: ConversationRow): Conversation {
  return { id: row.id, channel: row.channel, userId: row.user_id, owner: row.owner, lastSeq: row.last_seq };
}

export function toMessage(row: MessageRow): Message {
  return {
    conversationId: row.conversation_id,
    seq: row.seq,
    id: row.id,
    author: row.author,
    at: row.at.toISOString(),
    text: row.text,
    activity: row.activity,
    ...(row.record === null ? {} : { record: row.record }),
  };
}
