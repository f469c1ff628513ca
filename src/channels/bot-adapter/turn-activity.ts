import type { Activity } from 'botbuilder';
import type { Conversation } from '../../conversation/conversation';
import type { Message } from '../../conversation/message';

/** The stored message as the activity that the bot is given; who and where come from the store, not from what the client claimed. */
export function turnActivity(
  turn: { readonly conversation: Conversation; readonly inbound: Message },
  bot: { readonly id: string; readonly name: string },
): Partial<Activity> {
  const { conversation, inbound } = turn;
  return {
    ...(inbound.activity as Partial<Activity>),
    // Replies name it in `replyToId`. Clients never see the start of a conversation, and Web Chat would wait for it.
    ...(inbound.activity['type'] !== 'conversationUpdate' && { id: inbound.id }),
    timestamp: new Date(inbound.at),
    channelId: conversation.channel,
    serviceUrl: `urn:madoguchi:${conversation.channel}`,
    conversation: { id: conversation.id } as Activity['conversation'],
    from: { id: conversation.userId, role: 'user' } as Activity['from'],
    recipient: { id: bot.id, name: bot.name, role: 'bot' },
  };
}
