import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { InterruptibleDialog } from './interruptible-dialog';
import { sendReply } from './send-reply';

interface State {
  entryId: string;
  asked: number;
}

const SHORT = 12;
const ASK_AT_MOST = 2;

/** "When is it my turn?": waits for the year of birth and answers from the schedule. */
export class CohortDialog extends InterruptibleDialog {
  constructor(private readonly services: DeskServices) {
    super(DIALOG.cohort);
  }

  override beginDialog(dc: DialogContext, { entryId }: { entryId: string }): Promise<DialogTurnResult> {
    Object.assign(this.state(dc), { entryId, asked: 1 });
    return Promise.resolve(Dialog.EndOfTurn);
  }

  protected async take(dc: DialogContext, text: string): Promise<DialogTurnResult | undefined> {
    const { answering } = this.services;
    const state = this.state(dc);
    const reply = answering.cohort(text, state.entryId);
    if (reply) return dc.replaceDialog(DIALOG.feedback, { reply });
    if (text.length > SHORT) return undefined;
    if (state.asked >= ASK_AT_MOST) {
      await sendReply(dc.context, answering.schedule(state.entryId));
      return dc.endDialog();
    }
    state.asked += 1;
    await sendReply(dc.context, answering.message('cohortAskAgain'));
    return Dialog.EndOfTurn;
  }

  private state(dc: DialogContext): State {
    return dc.activeDialog?.state as State;
  }
}
