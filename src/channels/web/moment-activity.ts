import { randomUUID } from 'node:crypto';
import type { WireActivity } from '../../conversation/message';
import type { BotIdentity } from './web-conversations';

/** Where a citizen stands in the queue; both null: not in it any more. */
export interface QueueTold {
  readonly position: number | null;
  readonly waitBand: string | null;
}

/** Clients that do not know it ignore an event of this name. */
const QUEUE_EVENT = 'madoguchi/queue';

/** An activity of the moment: it has no number, and nobody finds it in the history. */
function momentActivity(conversationId: string, bot: BotIdentity, content: WireActivity): WireActivity {
  return {
    id: `${conversationId}|${randomUUID()}`,
    timestamp: new Date().toISOString(),
    channelId: 'directline',
    conversation: { id: conversationId },
    from: { ...bot, role: 'bot' },
    ...content,
  };
}

export function queueActivity(conversationId: string, bot: BotIdentity, value: QueueTold): WireActivity {
  return momentActivity(conversationId, bot, { type: 'event', name: QUEUE_EVENT, value });
}

/** Somebody writes; clients show it for some seconds. */
export function typingActivity(
  conversationId: string,
  bot: BotIdentity,
  name: string | undefined,
): WireActivity {
  return momentActivity(conversationId, bot, {
    type: 'typing',
    from: { id: bot.id, name: name ?? bot.name, role: 'bot' },
    channelData: { author: 'operator', ...(name !== undefined && { senderName: name }) },
  });
}
