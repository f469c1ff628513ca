import type { Logger } from 'pino';
import type { Clock } from './conversation/clock';
import type { OpeningHours, SpecialDay } from './handoff/opening-hours';
import { OPENING_CHANNEL, listOverrides } from './handoff/opening-override-store';
import { withOverrides } from './handoff/opening-overrides';
import { dayInJapan } from './knowledge/japan-time';
import type { Db } from './storage/db';

export interface LiveOpeningOptions {
  readonly db: Db;
  readonly city: string;
  readonly clock: Clock;
  /** hours.yaml. */
  readonly base: OpeningHours;
  readonly logger: Logger;
}

/** NOTIFY is only a hint; this often is the guarantee. Milliseconds. */
const REFRESH = 15_000;

/** The hours as they are now, so that the queue may ask without waiting: hours.yaml and what supervisors said, kept in memory. While the
 *  database is away the last known word holds. */
export class LiveOpening {
  private overrides: readonly SpecialDay[] = [];
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => Promise<void>) | undefined;

  constructor(private readonly options: LiveOpeningOptions) {}

  /** Reads once, then keeps up. */
  async start(): Promise<void> {
    await this.refresh();
    this.unlisten = await this.options.db.listen(OPENING_CHANNEL, () => void this.refresh());
    this.timer = setInterval(() => void this.refresh(), REFRESH);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.unlisten?.();
  }

  /** Bound, so that it can be handed over as it is. */
  readonly hours = (): OpeningHours => {
    return withOverrides(this.options.base, this.overrides, this.options.clock());
  };

  /** Reads the overrides again; never rejects. */
  async refresh(): Promise<void> {
    const { db, city, clock, logger } = this.options;
    try {
      this.overrides = await listOverrides(db, city, dayInJapan(clock()));
    } catch (error) {
      logger.warn({ err: error }, 'opening overrides not read; the last known ones hold');
    }
  }
}
