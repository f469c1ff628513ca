import { ActivityHandler, type ConversationState, type TurnContext } from 'botbuilder';
import type { Owner } from '../src/conversation/conversation';
import { replyActivity } from '../src/rendering/reply-activity';
import type { DeskDialogs } from '../dialogs/desk-dialogs';
import type { DeskServices } from '../dialogs/desk-services';
import type { HandoffRelay } from './handoff-relay';

export interface FaqBotOptions {
  readonly dialogs: DeskDialogs;
  readonly relay: HandoffRelay;
  readonly conversationState: ConversationState;
  readonly answering: DeskServices['answering'];
  /** Who has the word in the conversation of the current turn. */
  readonly owner: () => Owner;
}

/** One turn in, one turn out: welcomes, then routes each message to the dialogs or to the people. */
export class FaqBot extends ActivityHandler {
  constructor({ dialogs, relay, conversationState, answering, owner }: FaqBotOptions) {
    super();
    this.onMembersAdded(async (context, next) => {
      const { activity } = context;
      const citizens = (activity.membersAdded ?? []).filter(({ id }) => id !== activity.recipient.id);
      if (citizens.length > 0) await context.sendActivity(replyActivity(answering.welcome()));
      await next();
    });
    this.onMessage(async (context: TurnContext, next) => {
      const speaker = owner();
      if (speaker === 'bot') await dialogs.run(context);
      else await relay.relay(context, speaker);
      await next();
    });
    this.onDialog(async (context, next) => {
      await conversationState.saveChanges(context);
      await next();
    });
  }
}
