import type { TurnContext } from 'botbuilder';
import type { DeskServices } from '../dialogs/desk-services';
import { sendNotice, sendReply } from '../dialogs/send-reply';
import { lineOriginOf, says, stopsWaiting, textOf, type LineOrigin } from '../dialogs/turn-words';
import type { Owner } from '../src/conversation/conversation';

const RECEIVED = { sticker: 'lineSticker', location: 'lineLocation' } as const;

/**
 * What is settled at the door of LINE, before any dialog: what is no text, what is personal and must not stay on another company's service,
 * and what belongs to a talk with an operator, which goes on on the city's own page.
 */
export class LineDoor {
  constructor(private readonly services: Pick<DeskServices, 'answering' | 'queue' | 'hidden'>) {}

  /** True when nothing is left to say. Messages that were not written on LINE pass. */
  async settles(context: TurnContext, speaker: Owner): Promise<boolean> {
    const line = lineOriginOf(context);
    if (line === undefined) return false;
    const { answering } = this.services;
    if (line.received !== 'text') {
      const key = RECEIVED[line.received as keyof typeof RECEIVED] ?? 'lineFile';
      const reply = answering.message(key);
      await (speaker === 'bot' ? sendReply(context, reply) : sendNotice(context, reply));
      return true;
    }
    if (says(textOf(context), answering.choice('lineNewLinkButton').label) && line.personal) {
      await sendNotice(context, answering.messageWithPage('lineNewLink'));
      return true;
    }
    return speaker === 'bot' ? this.meetPersonalData(context, line) : this.meetWaiting(context, speaker);
  }

  /** The rest of the words is answered all the same, when there is a rest. */
  private async meetPersonalData(context: TurnContext, line: LineOrigin): Promise<boolean> {
    const { answering, hidden } = this.services;
    const { personal, nothingElse } = hidden(textOf(context));
    if (!personal) return false;
    const notice = line.personal
      ? answering.messageWithPage('linePersonal')
      : answering.message('lineGroupPersonal');
    await sendNotice(context, notice);
    return nothingElse;
  }

  /** In the queue, or with an operator: the page, unless the city lets them talk on LINE. */
  private async meetWaiting(context: TurnContext, speaker: Exclude<Owner, 'bot'>): Promise<boolean> {
    const { answering, queue, hidden } = this.services;
    const text = textOf(context);
    if (speaker === 'queue' && stopsWaiting(text, answering.choice('queueCancelButton').label)) return false;
    const { personal } = hidden(text);
    // A call back needs a telephone number.
    const callback = says(text, answering.choice('wishCallbackButton').label);
    if (!answering.peopleOnPage() && !personal && !callback) return false;
    const emergency = answering.emergency(text);
    if (emergency) await sendNotice(context, emergency);
    if (emergency && speaker === 'queue') await queue.raise(context.activity.conversation.id);
    await sendNotice(context, answering.messageWithPage(personal ? 'linePersonal' : 'lineGoOnPage'));
    return true;
  }
}
