import type { Logger } from 'pino';
import { KeyedWork } from './keyed-work';
import type { HeldTalk, LineMessage, LineOutbox, Planned, Said } from './line-outbox';
import { nextCall, type NextCall, type OutboxRow } from './next-call';

/** How a call to LINE ended. */
export interface CallResult {
  /** accepted; refused: wrong, and wrong again if repeated; later: certainly not taken, worth another try; spent: the month's pushes are
   *  used up; unknown: perhaps taken. */
  readonly kind: 'accepted' | 'refused' | 'later' | 'spent' | 'unknown';
  /** HTTP status; 0: no answer came. */
  readonly status: number;
  readonly requestId?: string | undefined;
}

/** The two ways to LINE. Neither ever rejects. */
interface LineCalls {
  reply(replyToken: string, messages: readonly LineMessage[]): Promise<CallResult>;
  push(to: string, messages: readonly LineMessage[], retryKey: string): Promise<CallResult>;
}

export interface LineCourierOptions {
  readonly outbox: LineOutbox;
  readonly calls: LineCalls;
  /** What of the desk's words goes to LINE, and in which calls. */
  readonly compose: (said: readonly Said[], talk: HeldTalk) => ComposedCalls;
  /** The last touch before a call: puts links where their places are kept. Must give the same for the same row. */
  readonly finish: (row: OutboxRow, talk: HeldTalk) => Promise<readonly LineMessage[]>;
  /** Something has gone out in this conversation. */
  readonly sent?: (conversationId: string) => void;
  readonly logger: Logger;
  readonly gate: { turn(): Promise<void> };
  readonly sweepEveryMs?: number;
  /** After the first failure; it doubles with each, up to a minute. */
  readonly firstPauseMs?: number;
}

export interface ComposedCalls {
  readonly calls: readonly Planned[];
  readonly noticedSeq?: number;
}

/** Talks at a time: each holds a call to LINE, which takes a tenth of a second or so; no connection meanwhile. */
const CONCURRENCY = 16;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** A retry key is valid for 24 hours (Messaging API, X-Line-Retry-Key). */
const GIVE_UP_MS = 23 * 3600 * 1000;
const SPENT_PAUSE_MS = 3600 * 1000;

/** Brings what the desk says to LINE: stored first, each message once, in the order of the talk; by a reply where it can, which is free. */
export class LineCourier {
  private readonly work: KeyedWork;

  constructor(private readonly options: LineCourierOptions) {
    const { outbox, logger, gate, sweepEveryMs } = options;
    this.work = new KeyedWork({
      work: (conversationId) => this.serve(conversationId),
      overdue: () => outbox.overdue(),
      ...{ logger, gate },
      concurrency: CONCURRENCY,
      ...(sweepEveryMs !== undefined && { sweepEveryMs }),
    });
  }

  start(): void {
    this.work.start();
  }

  /** There may be something to tell; a hint. */
  wake(conversationId: string): void {
    this.work.wake(conversationId);
  }

  stop(): Promise<void> {
    return this.work.stop();
  }

  private async serve(conversationId: string): Promise<void> {
    const { outbox } = this.options;
    for (let talk = await outbox.hold(conversationId); talk; talk = await outbox.hold(conversationId)) {
      await this.plan(talk);
      const call = nextCall(await outbox.open(talk));
      if (call === undefined) return outbox.release(talk);
      await this.send(call, talk);
    }
  }

  private async plan(talk: HeldTalk): Promise<void> {
    const { outbox, compose } = this.options;
    const { said, lastSeq } = await outbox.untold(talk);
    if (lastSeq === talk.toldSeq) return;
    const { calls, noticedSeq } = talk.blocked ? { calls: [] } : compose(said, talk);
    await outbox.plan(talk, { toldSeq: lastSeq, noticedSeq }, calls);
  }

  private async send({ rows, way }: NextCall, talk: HeldTalk): Promise<void> {
    const { outbox, logger } = this.options;
    const ids = rows.map(({ id }) => id);
    if (way.kind === 'reply') return this.reply(rows, way.eventId, talk);
    if (way.kind === 'push') return this.push(rows, talk);
    logger.warn({ conversationId: talk.conversationId }, 'a reply was cut off; it is not sent again');
    await outbox.finish(ids, { state: 'unknown', status: 0 });
  }

  private async reply(rows: readonly OutboxRow[], eventId: string, talk: HeldTalk): Promise<void> {
    const { outbox, calls, logger } = this.options;
    const ids = rows.map(({ id }) => id);
    const messages = await this.messages(rows, talk);
    const token = await outbox.beginReply(ids, eventId);
    if (token === undefined) return; // it has just run out: look again
    const result = await calls.reply(token, messages);
    const { kind, status } = result;
    if (kind === 'accepted') return this.done(ids, result, talk);
    if (kind === 'unknown') {
      logger.warn({ conversationId: talk.conversationId, status }, 'a reply may or may not have arrived');
      return outbox.finish(ids, { ...result, state: 'unknown' });
    }
    if (kind === 'refused') return outbox.putBack(ids, { status, delayMs: 0 });
    await outbox.putBack(ids, { status, delayMs: this.pause(rows) });
    await outbox.giveTokenBack(eventId);
  }

  private async push(rows: readonly OutboxRow[], talk: HeldTalk): Promise<void> {
    const { outbox, calls, logger } = this.options;
    const ids = rows.map(({ id }) => id);
    const messages = await this.messages(rows, talk);
    const result = await calls.push(talk.talkId, messages, await outbox.beginPush(ids));
    const { kind, status } = result;
    const facts = { conversationId: talk.conversationId, status };
    if (kind === 'accepted') return this.done(ids, result, talk);
    if (kind === 'refused') {
      logger.error(
        { conversationId: talk.conversationId, status, requestId: result.requestId },
        'LINE refuses a message; it is passed over',
      );
      return outbox.finish(ids, { ...result, state: 'refused' });
    }
    if (rows.some(({ ageMs }) => ageMs > GIVE_UP_MS)) {
      logger.error(facts, 'a message could not be brought to LINE for a day; it is given up');
      return outbox.finish(ids, { ...result, state: kind === 'unknown' ? 'unknown' : 'refused' });
    }
    logger.warn(facts, 'LINE did not take a push; trying again');
    if (kind === 'unknown') return outbox.pushLater(ids, status, this.pause(rows));
    if (kind === 'spent') return outbox.putBack(ids, { status, delayMs: SPENT_PAUSE_MS, anew: true });
    await outbox.putBack(ids, { status, delayMs: this.pause(rows) });
  }

  private async done(ids: readonly string[], result: CallResult, talk: HeldTalk): Promise<void> {
    await this.options.outbox.finish(ids, { ...result, state: 'accepted' });
    this.options.sent?.(talk.conversationId);
  }

  /** Quick replies are shown under the newest message only. */
  private async messages(rows: readonly OutboxRow[], talk: HeldTalk): Promise<LineMessage[]> {
    const finished = await Promise.all(rows.map((row) => this.options.finish(row, talk)));
    const all = finished.flat();
    return all.map((message, n) =>
      n === all.length - 1
        ? message
        : Object.fromEntries(Object.entries(message).filter(([name]) => name !== 'quickReply')),
    );
  }

  private pause(rows: readonly OutboxRow[]): number {
    const attempts = Math.max(...rows.map((row) => row.attempts));
    return Math.min((this.options.firstPauseMs ?? FIRST_PAUSE_MS) * 2 ** attempts, LONGEST_PAUSE_MS);
  }
}
