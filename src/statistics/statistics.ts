import type { Db, Queryable } from '../storage/db';
import { breakdownOf, type Breakdown } from './breakdown';
import { contactValues } from './contacts';
import { containmentValues } from './containment';
import { figuresOf, type Figure, type FigureValues } from './figure';
import { handlingValues } from './handling';
import { DEFAULT_LIMITS, type Limits } from './limits';
import { deskAhead, type Period } from './period';
import { entryCounts, questionValues, type EntryCount } from './questions';
import { queueNow, type Line } from './queue-now';
import { freeOperators, neededOperators, type Staffed } from './staffing';
import { voiceCallValues } from './voice-calls';

/** What happened in a stretch of time. */
export interface PeriodStatistics extends Breakdown {
  readonly figures: readonly Figure[];
  readonly entries: readonly EntryCount[];
}

/** What the room shows. */
export interface RoomStatistics {
  /** Of this moment and of today. */
  readonly figures: readonly Figure[];
  readonly lines: readonly Line[];
}

/** Figures over what happened, each with its definition. Only reads. Times given are the desk's, in milliseconds. */
export class Statistics {
  private readonly limits: Limits;

  constructor(
    private readonly db: Db,
    private readonly city: string,
    limits: Partial<Limits> = {},
  ) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** `from` is in it, `to` is not; `now`: the desk's clock. */
  async period(stretch: { from: number; to: number }, now: number): Promise<PeriodStatistics> {
    return this.db.tx(async (q) => {
      await q.query('set transaction isolation level repeatable read, read only'); // all figures from one moment
      const period = await this.periodOf(q, stretch, now);
      const figures = figuresOf(await this.valuesOf(q, period), this.limits);
      return { figures, ...(await breakdownOf(q, period)), entries: await entryCounts(q, period) };
    });
  }

  /** The line now, and today so far. `since`: midnight. */
  async room(parts: {
    since: number;
    now: number;
    operators: readonly Staffed[];
    drainedSites: readonly string[];
  }): Promise<RoomStatistics> {
    const { since, now, operators, drainedSites } = parts;
    return this.db.tx(async (q) => {
      await q.query('set transaction isolation level repeatable read, read only');
      const today = await this.valuesOf(q, await this.periodOf(q, { from: since, to: now + 60_000 }, now));
      const queue = await queueNow(q, this.city, this.limits.withinSeconds);
      const handling = today['handling-time'];
      const estimate = { handling, operators, limits: this.limits };
      const values: FigureValues<'now'> = {
        ...queue.values,
        'operators.free': freeOperators(operators, drainedSites),
        'operators.needed': await neededOperators(q, this.city, estimate),
      };
      return { figures: figuresOf({ ...values, ...today }, this.limits), lines: queue.lines };
    });
  }

  private async periodOf(
    q: Queryable,
    { from, to }: { from: number; to: number },
    now: number,
  ): Promise<Period> {
    const ahead = await deskAhead(q, now);
    return { city: this.city, from: new Date(from - ahead), to: new Date(to - ahead) };
  }

  private async valuesOf(q: Queryable, period: Period): Promise<FigureValues<'period'>> {
    return {
      ...(await contactValues(q, period, this.limits)),
      ...(await handlingValues(q, period)),
      ...(await containmentValues(q, period)),
      ...(await voiceCallValues(q, period)),
      ...(await questionValues(q, period)),
    };
  }
}
