import type { TurnContext } from 'botbuilder';
import type { Reply } from '../src/conversation/reply';
import { replyActivity } from '../src/rendering/reply-activity';

export async function sendReply(context: TurnContext, reply: Reply): Promise<void> {
  await context.sendActivity(replyActivity(reply));
}
