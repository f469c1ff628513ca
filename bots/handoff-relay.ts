import type { TurnContext } from 'botbuilder';
import type { Owner } from '../src/conversation/conversation';
import type { DeskServices } from '../dialogs/desk-services';
import { sendNotice } from '../dialogs/send-reply';
import { stopsWaiting, textOf } from '../dialogs/turn-words';

/**
 * While a person has the word, the bot only passes on: the message is stored for the operator already. It speaks (as the
 * desk's notice, not as the bot) when someone is in danger, when the citizen wants to leave the queue, and to say the place.
 */
export class HandoffRelay {
  constructor(private readonly services: Pick<DeskServices, 'answering' | 'queue'>) {}

  async relay(context: TurnContext, owner: Exclude<Owner, 'bot'>): Promise<void> {
    const { answering, queue } = this.services;
    const text = textOf(context);
    const emergency = answering.emergency(text);
    if (emergency) await sendNotice(context, emergency);
    if (owner !== 'queue') return;
    const conversationId = context.activity.conversation.id;
    if (stopsWaiting(text, answering.choice('queueCancelButton').label)) {
      await queue.leave(conversationId);
      await sendNotice(context, answering.message('queueCancelled'));
      return;
    }
    const place = await queue.place(conversationId);
    if (place && !emergency) await sendNotice(context, answering.queue(place, 'waiting'));
  }
}
