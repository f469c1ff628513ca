import { Dialog, DialogTurnStatus, type DialogContext, type DialogTurnResult } from './bot-dialogs';
import type { Place } from '../src/handoff/handoff-service';
import type { DeskServices } from './desk-services';
import { DIALOG } from './dialog-ids';
import { sendNotice, sendReply } from './send-reply';
import { channelOf, says, textOf } from './turn-words';

export type Wish = 'callback' | 'message';

interface State {
  /** What was asked last. */
  step: 'message' | 'phone' | 'time';
  asked: number;
  /** The words with the telephone number, masked. */
  phone: string;
  /** See QueuePort.hasReturned: what was asked before a person led the conversation is not answered any more. */
  returned: boolean;
}

/** The words were not an answer: whoever asked goes on as if nobody had. */
export const NOT_TAKEN = 'not-taken';
const ASK_AT_MOST = 2;
/** Said together with the number, the time needs no question of its own. */
const TIME = /いつでも|何時|午前|午後|朝|昼|夕|夜|平日|曜|明日|あした|\d時/;

/** Instead of waiting in line: asks for a message, or for a telephone number and a time, and leaves it in the worklist. The place in
 *  the queue is kept until then, so whoever does not go on is not forgotten. */
export class WishDialog extends Dialog {
  constructor(private readonly services: DeskServices) {
    super(DIALOG.wish);
  }

  override async beginDialog(dc: DialogContext, { wish }: { wish: Wish }): Promise<DialogTurnResult> {
    const place = await this.services.queue.place(dc.context.activity.conversation.id);
    const returned = place !== undefined && (await this.services.queue.hasReturned(place.handoffId));
    Object.assign(this.state(dc), { returned, asked: 0, phone: '' });
    return this.ask(dc, wish === 'message' ? 'message' : 'phone');
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { queue } = this.services;
    const conversationId = dc.context.activity.conversation.id;
    const text = textOf(dc.context);
    const place = await queue.place(conversationId);
    if (place === undefined || text === '') return this.notTaken(dc);
    if ((await queue.hasReturned(place.handoffId)) !== this.state(dc).returned) return this.notTaken(dc);
    if (this.services.answering.waysOut(place).some(({ label }) => says(text, label)))
      return this.notTaken(dc);
    return this.take(dc, place, text);
  }

  private take(dc: DialogContext, place: Place, text: string): Promise<DialogTurnResult> {
    switch (this.state(dc).step) {
      case 'message':
        return this.leave(dc, place, { wish: 'message', lastText: text });
      case 'phone':
        return this.takePhone(dc, place, text);
      case 'time':
        return this.leave(dc, place, { wish: 'callback', lastText: `${this.state(dc).phone}、${text}` });
    }
  }

  private async takePhone(dc: DialogContext, place: Place, text: string): Promise<DialogTurnResult> {
    const state = this.state(dc);
    if (this.services.hidden(text).phone) {
      state.phone = text;
      if (TIME.test(text)) return this.leave(dc, place, { wish: 'callback', lastText: text });
      return this.ask(dc, 'time');
    }
    if (state.asked < ASK_AT_MOST) return this.ask(dc, 'phone');
    const { answering } = this.services;
    const choices = answering.waysOut(place);
    await sendNotice(dc.context, answering.message('wishCallbackGiveUp', { choices }));
    return dc.endDialog();
  }

  private async ask(dc: DialogContext, step: State['step']): Promise<DialogTurnResult> {
    const state = this.state(dc);
    Object.assign(state, { step, asked: state.asked + 1 });
    const again = step === 'phone' && state.asked > 1;
    const key = { message: 'wishMessageAsk', phone: 'wishCallbackAsk', time: 'wishCallbackAskTime' } as const;
    const choices = [this.services.answering.choice('queueCancelButton')];
    await sendNotice(
      dc.context,
      this.services.answering.message(again ? 'wishCallbackAskAgain' : key[step], { choices }),
    );
    return Dialog.EndOfTurn;
  }

  /** From here on the bot answers again: the citizen may ask on while the city has the wish. */
  private async leave(
    dc: DialogContext,
    place: Place,
    { wish, lastText }: { wish: Wish; lastText: string },
  ): Promise<DialogTurnResult> {
    const { answering, queue } = this.services;
    const conversationId = dc.context.activity.conversation.id;
    const channel = channelOf(dc.context);
    await queue.leaveWish({ conversationId, channel, cause: 'asked', candidates: [], lastText, wish });
    const taken = wish === 'message' ? 'wishMessageTaken' : 'wishCallbackTaken';
    await sendReply(
      dc.context,
      place.open ? answering.message(`${taken}Open`) : answering.untilOpening(taken, place),
    );
    return dc.endDialog();
  }

  private async notTaken(dc: DialogContext): Promise<DialogTurnResult> {
    await dc.cancelAllDialogs();
    return { status: DialogTurnStatus.cancelled, result: NOT_TAKEN };
  }

  private state(dc: DialogContext): State {
    return dc.activeDialog?.state as State;
  }
}
