import type { TurnContext } from 'botbuilder';
import type { Reply } from '../src/conversation/reply';
import { replyActivity } from '../src/rendering/reply-activity';

/** As the bot. */
export async function sendReply(context: TurnContext, reply: Reply): Promise<void> {
  await context.sendActivity(replyActivity(reply));
}

/** As the desk itself, which may speak while the bot has not the word. */
export async function sendNotice(context: TurnContext, reply: Reply): Promise<void> {
  const activity = replyActivity(reply);
  const channelData = { ...(activity['channelData'] as object), author: 'system' };
  await context.sendActivity({ ...activity, channelData });
}
