import { Dialog, type DialogContext, type DialogTurnResult } from './bot-dialogs';
import { EventFactory, type Activity, type TurnContext } from 'botbuilder';
import type { Decision } from '../src/conversation/decision';
import type { Reply } from '../src/conversation/reply';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { sendReply } from './send-reply';
import { channelOf, lineOriginOf, textOf } from './turn-words';

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
    const { cause, topicId } = decision;
    const candidates = decision.candidates.map(({ entryId, confidence }) => ({ entryId, confidence }));
    const conversationId = dc.context.activity.conversation.id;
    if (isRemote(dc.context)) {
      await sendReply(dc.context, reply);
      await dc.context.sendActivity(initiation(dc.context, { cause, topicId, candidates }));
      return dc.endDialog();
    }
    const line = lineOriginOf(dc.context);
    if (line?.personal === false) {
      await sendReply(dc.context, answering.message('lineGroupPerson')); // everybody there would read on
      return dc.endDialog();
    }
    const channel = channelOf(dc.context);
    const said = lastText ?? textOf(dc.context);
    const place = await queue.join({ conversationId, channel, cause, topicId, candidates, lastText: said });
    const onPage = line !== undefined && answering.peopleOnPage();
    const told = onPage ? answering.queueOnPage(place) : answering.queue(place, 'joined');
    if (channel === 'voice') return this.tellApart(dc, reply, told);
    await sendReply(dc.context, {
      ...told,
      text: `${reply.text}\n\n${told.text}`,
      speak: reply.speak + told.speak,
      record: reply.record,
    });
    return dc.endDialog();
  }

  /** A telephone may ring at once: the place is only told to a caller who must wait. */
  private async tellApart(dc: DialogContext, reply: Reply, told: Reply): Promise<DialogTurnResult> {
    await sendReply(dc.context, reply);
    await sendReply(dc.context, told);
    return dc.endDialog();
  }
}

/** A channel of Azure: it has the conversation, and whoever hands it on, not this desk. */
function isRemote({ activity }: TurnContext): boolean {
  return /^https:/i.test(activity.serviceUrl);
}

/** Without a transcript, because the channel's own is not masked by us and ours does not exist. */
function initiation(context: TurnContext, handoffContext: object): Partial<Activity> {
  return EventFactory.createHandoffInitiation(context, handoffContext);
}
