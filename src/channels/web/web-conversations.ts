import type { Channel } from '../../conversation/channel';
import type { Conversation } from '../../conversation/conversation';
import type { Message, Original, WireActivity } from '../../conversation/message';

/** What the website channel needs of the conversation store. */
export interface WebConversations {
  open(c: {
    conversationId: string;
    channel: Channel;
    userId: string;
  }): Promise<{ conversation: Conversation; created: boolean }>;
  find(conversationId: string): Promise<Conversation | undefined>;
  receive(m: {
    conversationId: string;
    key: string;
    activity: WireActivity;
    text: string;
    visible?: boolean;
    original?: Original;
  }): Promise<{ message: Message; duplicate: boolean }>;
  since(conversationId: string, seq: number): Promise<Message[]>;
  /** The newest number of each conversation that exists: one question for many open sockets. */
  lastSeqs(conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** The desk's side of a conversation, as activities name it. */
export interface BotIdentity {
  readonly id: string;
  readonly name: string;
}
