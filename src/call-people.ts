import { nextWording } from './answering/queue-wording';
import type { TelephoneBook } from './calls/telephone-book';
import type { CallPeople } from './channels/voice/call/call-parts';
import type { Line } from './channels/voice/dialogue/dialogue-event';
import type { Wish } from './channels/voice/dialogue/dialogue-effect';
import type { QueueRow } from './handoff/handoff';
import type { HandoffService, Place } from './handoff/handoff-service';
import type { Lease } from './handoff/lease';
import type { Db } from './storage/db';
import type { ConversationStore } from './transcript/conversation-store';

export interface CallPeopleOptions {
  readonly db: Db;
  readonly handoff: HandoffService;
  readonly conversations: ConversationStore;
  readonly book: TelephoneBook;
  /** See `TelephoneBook.addAnswerer`. */
  readonly answererId: string;
  readonly mask: (text: string) => string;
}

/** In the transcript, where the number itself is sealed. */
const NUMBER_HIDDEN = '折り返しの電話の希望（番号は伏せています）';

/** The queue as a call uses it. The case stays on the console throughout; whoever picks up a telephone without the console leads it under
 *  one name. */
export class QueueCallPeople implements CallPeople {
  constructor(private readonly options: CallPeopleOptions) {}

  async line(conversationId: string): Promise<Line | undefined> {
    const place = await this.options.handoff.place(this.options.db, conversationId);
    return place && lineOf(place);
  }

  telephoneOf(operatorId: string | undefined): Promise<string | undefined> {
    return this.options.book.of(operatorId);
  }

  async answered(conversationId: string): Promise<void> {
    const row = await this.row(conversationId);
    if (row !== undefined && row.state !== 'active')
      await this.options.handoff.takeOver(this.options.answererId, row.handoffId);
  }

  async notAnswered(conversationId: string, operatorId: string): Promise<void> {
    const row = await this.row(conversationId);
    if (row?.state === 'active' && row.operatorId === operatorId)
      await this.options.handoff.requeue(leaseOf(row));
  }

  /** An operator with the console still wraps up there. */
  async talkEnded(conversationId: string): Promise<void> {
    const { handoff, answererId } = this.options;
    const row = await this.row(conversationId);
    if (row?.state !== 'active') return;
    if (row.operatorId === answererId)
      await handoff.close(leaseOf(row), { code: 'answered-otherwise', reason: 'resolved' });
    else await handoff.endTalk(leaseOf(row));
  }

  async wish(conversationId: string, wish: Wish, number: string | undefined): Promise<void> {
    const { conversations, mask } = this.options;
    const text = wish.kind === 'message' ? mask(wish.text) : NUMBER_HIDDEN;
    const original = number === undefined ? undefined : { text: `${text} ${number}`, kinds: ['phone'] };
    const activity = { type: 'event', name: `madoguchi/${wish.kind}`, text };
    await conversations.receive({
      conversationId,
      key: `wish:${wish.kind}`,
      activity,
      text,
      ...(original && { original }),
    });
    await this.putDown(conversationId, wish.kind, text);
  }

  async left(conversationId: string, wish: Wish['kind'] | undefined): Promise<void> {
    const { handoff } = this.options;
    const row = await this.row(conversationId);
    if (row?.state === 'active') return this.talkEnded(conversationId);
    if (row?.state !== 'waiting' && row?.state !== 'offered') return;
    if (wish === undefined) await handoff.abandon(conversationId, 'caller-hung-up');
    else await this.putDown(conversationId, wish, row.lastText);
  }

  /** Onto the worklist; who waits already keeps the time of the first asking. */
  private async putDown(conversationId: string, wish: Wish['kind'], lastText: string): Promise<void> {
    const { handoff, db } = this.options;
    const request = { conversationId, channel: 'voice', cause: 'asked', candidates: [], lastText } as const;
    await db.tx((q) => handoff.enqueue(q, { ...request, wish }));
  }

  private async row(conversationId: string): Promise<QueueRow | undefined> {
    const rows = await this.options.handoff.list();
    return rows.find((row) => row.conversationId === conversationId && row.state !== 'wrap-up');
  }
}

function leaseOf({ handoffId, operatorId = '', assignment }: QueueRow): Lease {
  return { handoffId, operatorId, assignment };
}

function lineOf(place: Place): Line {
  const { position, waitBand, open } = place;
  return {
    position,
    open,
    wait: waitBand?.replace(/^(\d+)[–-](\d+)分/, '$1分から$2分'),
    next: place.nextOpening === undefined ? undefined : nextWording(place).speak,
  };
}
