import { Dialog, type DialogContext, type DialogTurnResult } from './bot-dialogs';
import { EMPTY_MEMORY } from '../src/conversation/memory';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { InterruptibleDialog } from './interruptible-dialog';
import { sendReply } from './send-reply';
import { numberIn, says, saysNo, saysYes } from './turn-words';

interface State {
  /** Entry ids, in the order shown. */
  choices: string[];
  /** What each button says; the last one is "none of these". */
  labels: string[];
}

/** "Did you mean …?": waits for one of the choices, by its words or its number. */
export class DisambiguationDialog extends InterruptibleDialog {
  constructor(services: DeskServices) {
    super(DIALOG.disambiguation, services);
  }

  override async beginDialog(dc: DialogContext, options: State): Promise<DialogTurnResult> {
    Object.assign(this.state(dc), options);
    return Promise.resolve(Dialog.EndOfTurn);
  }

  protected async take(dc: DialogContext, text: string): Promise<DialogTurnResult | undefined> {
    const { choices, labels } = this.state(dc);
    const picked = labels.findIndex((label) => says(text, label));
    const index = picked >= 0 ? picked : (confirmed(choices, text) ?? numberIn(text) - 1);
    if (index < 0) return undefined;
    if (index >= labels.length) return this.showAgain(dc, labels);
    const entryId = choices[index];
    return entryId === undefined ? this.noneOfThese(dc) : this.answer(dc, entryId, text);
  }

  private async answer(dc: DialogContext, entryId: string, text: string): Promise<DialogTurnResult> {
    const { answering, memory } = this.services;
    const { reply, asks } = answering.chosen(entryId, text);
    await memory.set(dc.context, { failures: 0, previous: { text, entryIds: [entryId] } });
    if (asks !== 'cohort') return dc.replaceDialog(DIALOG.feedback, { reply });
    await sendReply(dc.context, reply);
    return dc.replaceDialog(DIALOG.cohort, { entryId });
  }

  /** Not a failure of the citizen's words but of ours: the second one leads to a person. */
  private async noneOfThese(dc: DialogContext): Promise<DialogTurnResult> {
    const { answering, memory } = this.services;
    const before = await memory.get(dc.context, EMPTY_MEMORY);
    if (before.failures >= 1) {
      await memory.set(dc.context, { ...before, failures: 0 });
      return dc.replaceDialog(DIALOG.handoff, answering.noneOfThese(before.previous?.text));
    }
    await memory.set(dc.context, { ...before, failures: before.failures + 1 });
    await sendReply(dc.context, answering.message('fallback', { choices: [answering.person()] }));
    return dc.endDialog();
  }

  private async showAgain(dc: DialogContext, labels: readonly string[]): Promise<DialogTurnResult> {
    const choices = labels.map((label) => ({ label, say: label }));
    await sendReply(dc.context, this.services.answering.message('chooseAgain', { choices }));
    return Dialog.EndOfTurn;
  }

  private state(dc: DialogContext): State {
    return dc.activeDialog?.state as State;
  }
}

/** One choice is a question of yes or no. */
function confirmed(choices: readonly string[], text: string): number | undefined {
  if (choices.length !== 1) return undefined;
  if (saysNo(text)) return 1;
  return saysYes(text) ? 0 : undefined;
}
