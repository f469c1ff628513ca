import { Dialog, type DialogContext, type DialogTurnResult } from './bot-dialogs';
import type { Reply } from '../src/conversation/reply';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { InterruptibleDialog } from './interruptible-dialog';
import { sendReply } from './send-reply';
import { channelOf, says, saysNo, saysYes } from './turn-words';

/** Gives an answer together with 「解決しましたか」 (on a screen), and takes yes or no; anything else is the next question. */
export class FeedbackDialog extends InterruptibleDialog {
  constructor(services: DeskServices) {
    super(DIALOG.feedback, services);
  }

  override async beginDialog(dc: DialogContext, { reply }: { reply: Reply }): Promise<DialogTurnResult> {
    const { answering } = this.services;
    if (channelOf(dc.context) === 'voice') return this.giveAloud(dc, reply);
    const ask = answering.message('feedbackAsk');
    const choices = [answering.choice('feedbackYes'), answering.choice('feedbackNo')];
    await sendReply(dc.context, {
      ...reply,
      text: `${reply.text}\n\n${ask.text}`,
      speak: reply.speak + ask.speak,
      choices: [...reply.choices, ...choices],
    });
    return Dialog.EndOfTurn;
  }

  /** A caller is not asked: the telephone says itself what comes next. Yes and no are understood all the same. */
  private async giveAloud(dc: DialogContext, reply: Reply): Promise<DialogTurnResult> {
    await sendReply(dc.context, reply);
    return Dialog.EndOfTurn;
  }

  protected async take(dc: DialogContext, text: string): Promise<DialogTurnResult | undefined> {
    const { answering } = this.services;
    const solved = says(text, answering.choice('feedbackYes').label) || saysYes(text);
    if (!solved && !says(text, answering.choice('feedbackNo').label) && !saysNo(text)) return undefined;
    await sendReply(
      dc.context,
      solved
        ? answering.message('feedbackThanks')
        : answering.message('feedbackSorry', { choices: [answering.person()] }),
    );
    return dc.endDialog();
  }
}
