import type { TurnContext } from 'botbuilder';
import type { Reply } from '../src/conversation/reply';
import { replyActivity } from '../src/rendering/reply-activity';

/** What a citizen hears when the desk itself failed: an apology and the way to a person. The fault is logged without their words. */
export function onTurnError(options: {
  apology: () => Reply;
  log: (error: unknown, conversationId: string) => void;
}) {
  return async (context: TurnContext, error: Error): Promise<void> => {
    options.log(error, context.activity.conversation.id);
    await context.sendActivity(replyActivity(options.apology()));
  };
}
