import type { Logger } from 'pino';

export interface QuotaWatchOptions {
  readonly quota: () => Promise<{ limit: number | undefined; used: number }>;
  readonly logger: Logger;
  readonly everyMs?: number;
}

const EVERY_MS = 30 * 60 * 1000;
const WARN_FROM = 0.8;

/** Tells the operations when the month's pushes run short. Replies are free and go on; what can only be pushed then waits until its citizen
 *  writes again, and goes with that reply. */
export class QuotaWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: QuotaWatchOptions) {}

  start(): void {
    void this.look();
    this.timer = setInterval(() => void this.look(), this.options.everyMs ?? EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Once now; never rejects. */
  async look(): Promise<void> {
    const { quota, logger } = this.options;
    try {
      const { limit, used } = await quota();
      if (limit === undefined) return;
      if (used >= limit) logger.error({ limit, used }, 'the pushes of this month are used up on LINE');
      else if (used >= limit * WARN_FROM)
        logger.warn({ limit, used }, 'the pushes of this month run short on LINE');
    } catch (error) {
      logger.warn({ reason: String(error) }, 'LINE does not tell how many pushes are left');
    }
  }
}
