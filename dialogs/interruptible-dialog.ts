import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { DIALOG } from './dialog-ids';
import { textOf } from './turn-words';

/**
 * A dialog that has asked something and waits. Whatever is not an answer to it is a new question: citizens do not know
 * that they are "in a dialog".
 */
export abstract class InterruptibleDialog extends Dialog {
  /** Undefined when the words are not an answer to what was asked. */
  protected abstract take(dc: DialogContext, text: string): Promise<DialogTurnResult | undefined>;

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const taken = await this.take(dc, textOf(dc.context));
    if (taken) return taken;
    await dc.cancelAllDialogs();
    return dc.beginDialog(DIALOG.main);
  }
}
