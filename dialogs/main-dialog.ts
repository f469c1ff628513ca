import { Dialog, type DialogContext, type DialogTurnResult } from './bot-dialogs';
import { EMPTY_MEMORY } from '../src/conversation/memory';
import type { Answer } from '../src/answering/answer-turn';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { sendReply } from './send-reply';
import { channelOf, textOf } from './turn-words';

/** One question: answers it, and begins the dialog that its answer calls for. */
export class MainDialog extends Dialog {
  constructor(private readonly services: DeskServices) {
    super(DIALOG.main);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { answering, memory } = this.services;
    const text = textOf(dc.context);
    if (text === '') {
      await sendReply(dc.context, answering.message('empty'));
      return dc.endDialog();
    }
    const before = await memory.get(dc.context, EMPTY_MEMORY);
    const answer = answering.answer(text, channelOf(dc.context), before);
    await memory.set(dc.context, answer.memory);
    return this.goOn(dc, answer);
  }

  private async goOn(dc: DialogContext, { decision, reply, asks }: Answer): Promise<DialogTurnResult> {
    switch (decision.kind) {
      case 'handoff':
        return dc.replaceDialog(DIALOG.handoff, { decision, reply });
      case 'disambiguate':
        await sendReply(dc.context, reply);
        return dc.replaceDialog(DIALOG.disambiguation, {
          choices: decision.choices.map(({ entryId }) => entryId),
          labels: reply.choices.map(({ say }) => say),
        });
      case 'answer':
        if (asks === 'cohort') {
          await sendReply(dc.context, reply);
          return dc.replaceDialog(DIALOG.cohort, { entryId: decision.answers[0]?.entryId });
        }
        return dc.replaceDialog(DIALOG.feedback, { reply });
      case 'fallback':
      case 'emergency':
      case 'smalltalk':
        await sendReply(dc.context, reply);
        return dc.endDialog();
    }
  }
}
