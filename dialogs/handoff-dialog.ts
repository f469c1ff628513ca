import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Decision } from '../src/conversation/decision';
import type { Reply } from '../src/conversation/reply';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { sendReply } from './send-reply';
import { channelOf, textOf } from './turn-words';

type HandoffDecision = Extract<Decision, { kind: 'handoff' }>;

/** Puts the conversation into the queue and tells the citizen the place, the hours and what happens next. */
export class HandoffDialog extends Dialog {
  constructor(private readonly services: DeskServices) {
    super(DIALOG.handoff);
  }

  override async beginDialog(
    dc: DialogContext,
    { decision, reply, lastText }: { decision: HandoffDecision; reply: Reply; lastText?: string },
  ): Promise<DialogTurnResult> {
    const { answering, queue } = this.services;
    const place = await queue.join({
      conversationId: dc.context.activity.conversation.id,
      channel: channelOf(dc.context),
      cause: decision.cause,
      topicId: decision.topicId,
      candidates: decision.candidates.map(({ entryId, confidence }) => ({ entryId, confidence })),
      lastText: lastText ?? textOf(dc.context),
    });
    const told = answering.queue(place, 'joined');
    await sendReply(dc.context, {
      ...told,
      text: `${reply.text}\n\n${told.text}`,
      speak: reply.speak + told.speak,
      record: reply.record,
    });
    return dc.endDialog();
  }
}
