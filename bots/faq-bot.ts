import { ActivityHandler, type ConversationState, type TurnContext } from 'botbuilder';
import type { Owner } from '../src/conversation/conversation';
import type { DeskDialogs } from '../dialogs/desk-dialogs';
import type { DeskServices } from '../dialogs/desk-services';
import { sendNotice, sendReply } from '../dialogs/send-reply';
import { textOf } from '../dialogs/turn-words';
import type { HandoffRelay } from './handoff-relay';

export interface FaqBotOptions {
  readonly dialogs: DeskDialogs;
  readonly relay: HandoffRelay;
  readonly conversationState: ConversationState;
  readonly services: Pick<DeskServices, 'answering' | 'hidden'>;
  /** Who has the word in the conversation of the current turn. */
  readonly owner: () => Owner;
}

/** One turn in, one turn out: welcomes, then routes each message to the dialogs or to the people. */
export class FaqBot extends ActivityHandler {
  constructor({ dialogs, relay, conversationState, services, owner }: FaqBotOptions) {
    super();
    this.onMembersAdded(async (context, next) => {
      const { activity } = context;
      const citizens = (activity.membersAdded ?? []).filter(({ id }) => id !== activity.recipient.id);
      if (citizens.length > 0) await sendReply(context, services.answering.welcome());
      await next();
    });
    this.onMessage(async (context: TurnContext, next) => {
      const speaker = owner();
      const { number, nothingElse } = services.hidden(textOf(context));
      if (number && (speaker === 'bot' || speaker === 'queue'))
        await sendNotice(context, services.answering.message('personalNumber'));
      if (speaker !== 'bot') await relay.relay(context, speaker);
      else if (!number || !nothingElse) await dialogs.run(context);
      await next();
    });
    this.onDialog(async (context, next) => {
      await conversationState.saveChanges(context);
      await next();
    });
  }
}
