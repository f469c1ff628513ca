import type { TurnContext } from 'botbuilder';
import type { Owner } from '../src/conversation/conversation';
import type { DeskDialogs } from '../dialogs/desk-dialogs';
import type { DeskServices } from '../dialogs/desk-services';
import { sendNotice } from '../dialogs/send-reply';
import { stopsWaiting, textOf } from '../dialogs/turn-words';
import { wayTaken } from '../dialogs/wish-words';

/**
 * While a person has the word, the bot only passes on: the message is stored for the operator already. It speaks (as the
 * desk's notice, not as the bot) when someone is in danger, when the citizen wants to leave the queue or to be called
 * instead, and to say the place.
 */
export class HandoffRelay {
  constructor(
    private readonly services: Pick<DeskServices, 'answering' | 'queue'>,
    private readonly dialogs: Pick<DeskDialogs, 'continueWish' | 'beginWish'>,
  ) {}

  async relay(context: TurnContext, owner: Exclude<Owner, 'bot'>): Promise<void> {
    const { answering, queue } = this.services;
    const text = textOf(context);
    const emergency = answering.emergency(text);
    if (emergency) await sendNotice(context, emergency);
    if (owner !== 'queue') return;
    if (emergency) await queue.raise(context.activity.conversation.id);
    else if (stopsWaiting(text, answering.choice('queueCancelButton').label)) await this.leave(context);
    else if (!(await this.dialogs.continueWish(context))) await this.tell(context, text);
  }

  private async leave(context: TurnContext): Promise<void> {
    await this.services.queue.leave(context.activity.conversation.id);
    await sendNotice(context, this.services.answering.message('queueCancelled'));
  }

  /** Takes another way out of the queue, or tells the place. */
  private async tell(context: TurnContext, text: string): Promise<void> {
    const { answering, queue } = this.services;
    const place = await queue.place(context.activity.conversation.id);
    if (!place) return;
    const choices = answering.waysOut(place);
    const labels = choices.map(({ label }) => label);
    switch (wayTaken(text, place, labels)) {
      case 'message':
        return this.dialogs.beginWish(context, 'message');
      case 'callback':
        return this.dialogs.beginWish(context, 'callback');
      case 'cancel':
        return this.leave(context);
      case 'stay':
        return sendNotice(context, answering.untilOpening('queueStay', place, choices.slice(-1)));
      case undefined:
        return sendNotice(context, answering.queue(place, 'waiting'));
    }
  }
}
