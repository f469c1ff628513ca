import { Dialog, type DialogContext, type DialogTurnResult } from './bot-dialogs';
import { EMPTY_MEMORY } from '../src/conversation/memory';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { InterruptibleDialog } from './interruptible-dialog';
import { sendReply } from './send-reply';
import { channelOf } from './turn-words';

interface State {
  entryId: string;
  asked: number;
}

/** Words of someone who does not know the year, however else they could be read. */
const NOT_KNOWN =
  /^(さあ|うーん|えーと?)?[、。\s]*(わか[らり]|分か[らり]|知ら|しら|忘れ|わすれ|覚え|おぼえ|不明)/;
const ASK_AT_MOST = 2;

/** "When is it my turn?": waits for the year of birth and answers from the schedule. */
export class CohortDialog extends InterruptibleDialog {
  constructor(services: DeskServices) {
    super(DIALOG.cohort, services);
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
    if (!NOT_KNOWN.test(text) && this.isSomethingElse(dc, text)) return undefined;
    if (state.asked >= ASK_AT_MOST) {
      await sendReply(dc.context, answering.schedule(state.entryId));
      return dc.endDialog();
    }
    state.asked += 1;
    await sendReply(dc.context, answering.message('cohortAskAgain'));
    return Dialog.EndOfTurn;
  }

  /** A question, a wish or a danger, rather than a year that we cannot read. */
  private isSomethingElse(dc: DialogContext, text: string): boolean {
    const { decision } = this.services.answering.answer(text, channelOf(dc.context), EMPTY_MEMORY);
    return decision.kind !== 'fallback' && decision.kind !== 'smalltalk';
  }

  private state(dc: DialogContext): State {
    return dc.activeDialog?.state as State;
  }
}
