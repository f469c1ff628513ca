import type { Message, WireActivity } from '../../conversation/message';
import type { BotIdentity } from './web-conversations';

/** Fields that concern the desk alone, and those that the wire form sets itself. */
const INTERNAL = ['serviceUrl', 'callerId', 'recipient', 'relatesTo', 'deliveryMode', 'replyToId'] as const;

/** A stored message as a Direct Line activity for the citizen's client. */
export function wireActivity(message: Message, userId: string, bot: BotIdentity): WireActivity {
  const activity = Object.fromEntries(
    Object.entries(message.activity).filter(([name]) => !(INTERNAL as readonly string[]).includes(name)),
  );
  const { conversationId, id, at } = message;
  const replyToId = knownReplyTo(message);
  return {
    type: 'message',
    ...activity,
    id,
    timestamp: at,
    channelId: 'directline',
    conversation: { id: conversationId },
    from: sender(message, userId, bot),
    ...(replyToId !== undefined && { replyToId }),
    channelData: { ...(activity['channelData'] as object | undefined), author: message.author },
  };
}

/** TurnContext overwrites `from` with the bot, so an operator's name travels in channelData. */
function sender(
  { author, activity }: Message,
  userId: string,
  bot: BotIdentity,
): { id: string; name?: string; role: 'user' | 'bot' } {
  if (author === 'citizen') return { id: userId, role: 'user' };
  const name = (activity['channelData'] as { senderName?: unknown } | undefined)?.senderName;
  return { id: bot.id, name: typeof name === 'string' ? name : bot.name, role: 'bot' };
}

/** Web Chat holds an activity up to five seconds until the one it replies to is there: an id that is not of this conversation is left out. */
function knownReplyTo({ conversationId, activity }: Message): string | undefined {
  const id = activity['replyToId'];
  return typeof id === 'string' && id.startsWith(`${conversationId}|`) ? id : undefined;
}
