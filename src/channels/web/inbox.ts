import type { Conversation } from '../../conversation/conversation';
import type { Message } from '../../conversation/message';
import type { DecodedActivity } from './decode-activity';
import type { BotIdentity, WebConversations } from './web-conversations';

export interface InboxOptions {
  readonly conversations: WebConversations;
  readonly bot: BotIdentity;
  /** Called when a message is durable: something may be answered now. */
  readonly wake: (conversationId: string) => void;
  /** Shows open sockets what is new: the citizen's own words come back before any answer to them. */
  readonly push: (conversationId: string) => void;
}

/** The way in for both of the website's doors, chat and plain form: durable first, then a turn. */
export class Inbox {
  constructor(private readonly options: InboxOptions) {}

  /** Opens the conversation and lets the bot greet. Safe to call again after a crash in between: the greeting has one key. */
  async begin(c: {
    conversationId: string;
    userId: string;
    locale?: string;
  }): Promise<{ conversation: Conversation; created: boolean }> {
    const { conversations, bot, wake } = this.options;
    const { conversationId, userId, locale = 'ja-JP' } = c;
    const opened = await conversations.open({ conversationId, channel: 'web', userId });
    const membersAdded = [{ id: bot.id, name: bot.name }, { id: userId }];
    const activity = { type: 'conversationUpdate', locale, membersAdded };
    const { duplicate } = await conversations.receive({
      conversationId,
      key: 'start',
      activity,
      text: '',
      visible: false,
    });
    if (!duplicate) wake(conversationId);
    return opened;
  }

  /** Stores the message, then asks for a turn. A resent message is the same message, and asks once more. */
  async take(conversationId: string, { activity, text, key, original }: DecodedActivity): Promise<Message> {
    const { conversations, push, wake } = this.options;
    const { message } = await conversations.receive({
      conversationId,
      key,
      activity,
      text,
      ...(original && { original }),
    });
    push(conversationId);
    wake(conversationId);
    return message;
  }
}
