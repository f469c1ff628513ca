import type { Logger } from 'pino';
import type { Message, WireActivity } from '../conversation/message';
import { newsOf, type HubEvent, type HubNews } from './hub-event';
import type { HubFeed } from './hub-feed';
import { signedHeaders } from './hub-signature';

export interface HubSenderOptions {
  readonly feed: Pick<HubFeed, 'next' | 'told' | 'release'>;
  readonly url: string;
  readonly secret: string;
  /** Who the hub is in the queue: it need not be told what it did itself. */
  readonly operatorId: string;
  readonly transcript: (conversationId: string) => Promise<readonly Message[]>;
  readonly encode: (event: HubEvent, news: HubNews, transcript: readonly Message[]) => WireActivity;
  readonly logger: Logger;
  readonly pollEveryMs?: number;
  readonly firstPauseMs?: number;
}

const POLL_EVERY_MS = 2000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** Shorter than the lease of the feed. */
const PATIENCE_MS = 10_000;
const MOST_MS_IN_ONE_GO = 15_000;

type Outcome = 'taken' | 'refused' | 'failed';

/** Tells the hub what happens to handoffs: in order, each at least once with the same activity id. While the hub does not answer nothing
 *  is skipped; what it refuses as wrong (4xx) is logged and passed over, because sent again it would be wrong again. */
export class HubSender {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private failures = 0;
  private stopped = false;

  constructor(private readonly options: HubSenderOptions) {}

  start(): void {
    this.wake();
  }

  /** Something may be new. During a pause after a failure it does nothing. */
  wake(): void {
    if (this.stopped || this.working !== undefined || (this.failures > 0 && this.timer !== undefined)) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.working = this.round().finally(() => {
      this.working = undefined;
      if (!this.stopped) this.timer = setTimeout(() => this.again(), this.pause()).unref();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
    await this.options.feed.release().catch(() => undefined); // the lease runs out by itself
  }

  private again(): void {
    this.timer = undefined;
    this.wake();
  }

  private pause(): number {
    const { pollEveryMs = POLL_EVERY_MS, firstPauseMs = FIRST_PAUSE_MS } = this.options;
    if (this.failures === 0) return pollEveryMs;
    return Math.min(firstPauseMs * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
  }

  private async round(): Promise<void> {
    const { feed, logger } = this.options;
    const end = performance.now() + MOST_MS_IN_ONE_GO;
    try {
      for (const event of await feed.next()) {
        if (this.stopped || performance.now() > end) return;
        if ((await this.tell(event)) === 'failed') return void (this.failures += 1);
        this.failures = 0;
        if (!(await feed.told(event))) return;
      }
    } catch (error) {
      logger.warn({ err: error }, 'handoffs not told to the hub; trying again');
    }
  }

  private async tell(event: HubEvent): Promise<Outcome> {
    const { operatorId, transcript, encode, logger } = this.options;
    const news = newsOf(event);
    if (news === undefined || event.actor === `operator:${operatorId}`) return 'taken';
    const said = news.kind === 'initiate' ? await transcript(event.conversationId) : [];
    const { outcome, status } = await this.post(JSON.stringify(encode(event, news, said)));
    const facts = { handoffId: event.handoffId, n: event.n, status };
    if (outcome === 'refused') logger.error(facts, 'the hub refuses a handoff event; it is passed over');
    if (outcome === 'failed') logger.warn(facts, 'the hub does not take a handoff event; trying again');
    return outcome;
  }

  private async post(body: string): Promise<{ outcome: Outcome; status: number }> {
    const { url, secret } = this.options;
    try {
      const { status, ok } = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...signedHeaders(secret, body, Date.now()) },
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { outcome: ok ? 'taken' : outcomeOf(status), status };
    } catch {
      return { outcome: 'failed', status: 0 };
    }
  }
}

/** 409: the hub has it already. Wrong secrets, limits and time-outs pass; a faulty event stays faulty. */
function outcomeOf(status: number): Outcome {
  if (status === 409) return 'taken';
  return [400, 404, 405, 410, 413, 415, 422].includes(status) ? 'refused' : 'failed';
}
