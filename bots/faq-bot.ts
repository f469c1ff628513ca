import { ActivityHandler, type ConversationState, type TurnContext } from 'botbuilder';
import type { Owner } from '../src/conversation/conversation';
import type { DeskDialogs } from '../dialogs/desk-dialogs';
import type { DeskServices } from '../dialogs/desk-services';
import { sendNotice, sendReply } from '../dialogs/send-reply';
import { lineOriginOf, textOf } from '../dialogs/turn-words';
import type { HandoffRelay } from './handoff-relay';
import type { LineDoor } from './line-door';

export interface FaqBotOptions {
  readonly dialogs: DeskDialogs;
  readonly relay: HandoffRelay;
  readonly lineDoor: LineDoor;
  readonly conversationState: ConversationState;
  readonly services: Pick<DeskServices, 'answering' | 'hidden'>;
  /** Who has the word in the conversation of the current turn. */
  readonly owner: () => Owner;
}

/** One turn in, one turn out: welcomes, then routes each message to the dialogs or to the people. */
export class FaqBot extends ActivityHandler {
  constructor({ dialogs, relay, lineDoor, conversationState, services, owner }: FaqBotOptions) {
    super();
    this.onMembersAdded(async (context, next) => {
      const { activity } = context;
      const citizens = (activity.membersAdded ?? []).filter(({ id }) => id !== activity.recipient.id);
      const inGroup = lineOriginOf(context)?.personal === false;
      const greeting = inGroup ? services.answering.message('lineJoin') : services.answering.welcome();
      if (citizens.length > 0) await sendReply(context, greeting);
      await next();
    });
    this.onMessage(async (context: TurnContext, next) => {
      const speaker = owner();
      if (await lineDoor.settles(context, speaker)) return next();
      const { number, nothingElse } = services.hidden(textOf(context));
      // On LINE the door has said so already.
      if (number && lineOriginOf(context) === undefined && (speaker === 'bot' || speaker === 'queue'))
        await sendNotice(context, services.answering.message('personalNumber'));
      const says = !number || !nothingElse;
      if (says && speaker !== 'bot') await relay.relay(context, speaker);
      else if (says) await dialogs.run(context);
      await next();
    });
    this.onDialog(async (context, next) => {
      await conversationState.saveChanges(context);
      await next();
    });
  }
}
