import type { Logger } from 'pino';
import type { Original, WireActivity } from '../conversation/message';
import type { Queryable } from '../storage/db';
import { KeyedWork } from './keyed-work';
import type { LineInbox, PendingEvent } from './line-inbox';
import type { LineTalks } from './line-talks';

/** What an event means for the desk. */
export type LineNews =
  | {
      readonly kind: 'say';
      readonly activity: WireActivity;
      readonly text: string;
      /** False for what nobody has written: a greeting's start. */
      readonly visible: boolean;
      readonly original?: Original;
    }
  | { readonly kind: 'unsend'; readonly messageId: string }
  /** The person has blocked the account, or the group has put it out. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'nothing' };

/** What the intake needs of conversations. */
interface IntakeConversations {
  open(c: { conversationId: string; channel: 'line'; userId: string }): Promise<unknown>;
  receiveWithin(
    q: Queryable,
    m: {
      conversationId: string;
      key: string;
      activity: WireActivity;
      text: string;
      visible?: boolean;
      original?: Original;
    },
  ): Promise<{ seq: number }>;
}

export interface LineIntakeOptions {
  readonly inbox: LineInbox;
  readonly talks: LineTalks;
  readonly conversations: IntakeConversations;
  /** The desk's id of a talk: nobody can tell LINE's from it. */
  readonly conversationOf: (talkId: string) => string;
  readonly decode: (event: unknown) => LineNews;
  readonly isPersonal: (event: unknown) => boolean;
  /** Takes a message back everywhere: in the transcript, for the operator, and in what is kept encrypted. */
  readonly unsay: (q: Queryable, conversationId: string, messageId: string) => Promise<void>;
  /** Who waits for a person and has blocked the account does not wait any more. */
  readonly gone: (conversationId: string) => Promise<void>;
  /** There may be something to answer; `talkId`: a person's talk, in which an answer is being made. */
  readonly wake: (conversationId: string, talkId?: string) => void;
  readonly logger: Logger;
  readonly gate: { turn(): Promise<void> };
  readonly sweepEveryMs?: number;
}

/** Talks at a time: each holds a connection of the pool, and turns and webhooks need some, too. */
const CONCURRENCY = 2;

/** Turns the inbox's events into messages of conversations, each talk in order, on any node. */
export class LineIntake {
  private readonly work: KeyedWork;

  constructor(private readonly options: LineIntakeOptions) {
    const { inbox, logger, gate, sweepEveryMs } = options;
    this.work = new KeyedWork({
      work: (talkId) => this.drain(talkId),
      overdue: (olderThanMs) => inbox.overdue(olderThanMs),
      ...{ logger, gate },
      concurrency: CONCURRENCY,
      ...(sweepEveryMs !== undefined && { sweepEveryMs }),
    });
  }

  start(): void {
    this.work.start();
  }

  /** Something of this talk is in the inbox. */
  wake(talkId: string): void {
    this.work.wake(talkId);
  }

  stop(): Promise<void> {
    return this.work.stop();
  }

  private async drain(talkId: string): Promise<void> {
    const { inbox, conversationOf, wake, gone } = this.options;
    const conversationId = conversationOf(talkId);
    let left = false;
    let asks = false;
    const deal = async (q: Queryable, event: PendingEvent): Promise<number | undefined> => {
      const news = this.read(event);
      left = news.kind === 'gone';
      asks = news.kind === 'say' && this.options.isPersonal(event.body);
      return this.deal(q, { talkId, conversationId, event, news });
    };
    while (await inbox.next(talkId, deal)) {
      wake(conversationId, asks ? talkId : undefined);
      if (left) await gone(conversationId);
      await this.options.gate.turn();
    }
  }

  /** What cannot be read, now or with this secret, is not tried for ever. */
  private read({ body, eventId, kind }: PendingEvent): LineNews {
    if (body !== undefined) return this.options.decode(body);
    this.options.logger.error({ eventId, kind }, 'an event of LINE cannot be opened: another SESSION_SECRET');
    return { kind: 'nothing' };
  }

  private async deal(
    q: Queryable,
    at: { talkId: string; conversationId: string; event: PendingEvent; news: LineNews },
  ): Promise<number | undefined> {
    const { inbox, talks, conversations, isPersonal, unsay } = this.options;
    const { talkId, conversationId, event, news } = at;
    if (news.kind === 'nothing') return undefined;
    if (news.kind === 'gone') return void (await talks.setBlocked(q, talkId, true));
    if (news.kind === 'unsend') return void (await unsay(q, conversationId, news.messageId));
    if (event.messageId !== undefined && (await inbox.isUnsent(q, event.messageId))) return undefined;
    if (await talks.knows(q, talkId)) await talks.setBlocked(q, talkId, false);
    else {
      await conversations.open({ conversationId, channel: 'line', userId: conversationId });
      await talks.add(q, { talkId, conversationId, personal: isPersonal(event.body) });
    }
    const { activity, text, visible, original } = news;
    const key = `line:${event.eventId}`;
    const said = { conversationId, key, activity, text, visible, ...(original && { original }) };
    return (await conversations.receiveWithin(q, said)).seq;
  }
}
