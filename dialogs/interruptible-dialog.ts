import { Dialog, type DialogContext, type DialogTurnResult } from './bot-dialogs';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { sendReply } from './send-reply';
import { textOf } from './turn-words';

/**
 * A dialog that has asked something and waits. Whatever is not an answer to it is a new question: citizens do not know
 * that they are "in a dialog".
 */
export abstract class InterruptibleDialog extends Dialog {
  constructor(
    id: string,
    protected readonly services: DeskServices,
  ) {
    super(id);
  }

  /** Undefined when the words are not an answer to what was asked. */
  protected abstract take(dc: DialogContext, text: string): Promise<DialogTurnResult | undefined>;

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const text = textOf(dc.context);
    if (text === '') {
      await sendReply(dc.context, this.services.answering.message('empty'));
      return Dialog.EndOfTurn;
    }
    const taken = await this.take(dc, text);
    if (taken) return taken;
    await dc.cancelAllDialogs();
    return dc.beginDialog(DIALOG.main);
  }
}
