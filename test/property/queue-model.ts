import type { QueueLimits } from '../../src/handoff/queue-limits';

/** Time in the model goes by the hour, so that the real time which a test takes decides nothing. */
export const HOUR = 3_600_000;
export const LIMITS: QueueLimits = {
  acceptWithinMs: 2 * HOUR,
  offerAgainMs: 3 * HOUR,
  citizenAwayMs: 4 * HOUR,
  leaseMs: 5 * HOUR,
  longWaitMs: 7 * HOUR,
  refusalMs: 9 * HOUR,
  wrapUpMs: 11 * HOUR,
  offlineMs: 13 * HOUR,
  citizenGoneMs: 17 * HOUR,
};

export type State =
  'waiting' | 'offered' | 'active' | 'wrap-up' | 'closed' | 'abandoned' | 'callback' | 'message';

export interface ModelHandoff {
  readonly conversation: string;
  /** Order of the first wishes. */
  readonly order: number;
  state: State;
  skill: string;
  priority: number;
  operator?: string | undefined;
  assignment: number;
  /** Hours of the model. */
  leaseUntil: number;
  since: number;
  citizenSeen: number;
  readonly waitingSince: number;
  /** Operator → when they refused the offer. */
  readonly refused: Map<string, number>;
  offeredAs: number;
}

export interface ModelOperator {
  readonly id: string;
  readonly skills: readonly string[];
  readonly capacity: number;
  readonly site: string;
  state: 'available' | 'away' | 'offline';
  seen: number;
  missed: number;
}

const hours = (ms: number): number => ms / HOUR;

/** The queue as one would explain it, without transactions: what it says must be in the database after every step. */
export class QueueModel {
  time = 0;
  readonly handoffs: ModelHandoff[] = [];
  readonly drained = new Set<string>();
  private orders = 0;
  private offers = 0;

  constructor(readonly operators: readonly ModelOperator[]) {}

  open(conversation: string): ModelHandoff | undefined {
    return this.handoffs.find(
      (h) => h.conversation === conversation && !['closed', 'abandoned', 'wrap-up'].includes(h.state),
    );
  }

  /** Null: refused, because an operator leads. */
  enqueue(conversation: string, skill: string, wish: 'callback' | 'message' | undefined): 'stale' | 'ok' {
    const there = this.open(conversation);
    if (there?.state === 'active') return 'stale';
    const state = wish ?? 'waiting';
    if (there === undefined) {
      const now = this.time;
      this.handoffs.push({
        ...{ conversation, order: this.orders++, state, skill, priority: 0, assignment: 0, leaseUntil: 0 },
        ...{
          since: now,
          citizenSeen: now,
          waitingSince: now,
          refused: new Map<string, number>(),
          offeredAs: 0,
        },
      });
    } else if (there.state !== state && !(state === 'waiting' && there.state === 'offered')) {
      this.free(there, state);
      there.citizenSeen = this.time;
    }
    return 'ok';
  }

  leave(h: ModelHandoff): void {
    if (h.state === 'active') return;
    this.free(h, h.state === 'waiting' || h.state === 'offered' ? 'abandoned' : 'closed');
  }

  held(operator: string): ModelHandoff[] {
    return this.handoffs.filter((h) => h.operator === operator);
  }

  /** The line: by priority, then by the first wish. */
  line(): ModelHandoff[] {
    return this.handoffs
      .filter(({ state }) => state === 'waiting')
      .sort((a, b) => b.priority - a.priority || a.order - b.order);
  }

  head(operator: ModelOperator): ModelHandoff | undefined {
    return this.line().find(({ skill }) => operator.skills.includes(skill));
  }

  /** What they are offered, the oldest offer first. */
  offeredTo(operator: string): ModelHandoff | undefined {
    return this.held(operator)
      .filter(({ state }) => state === 'offered')
      .sort((a, b) => a.offeredAs - b.offeredAs)[0];
  }

  isFull(operator: ModelOperator): boolean {
    return this.held(operator.id).length >= operator.capacity;
  }

  isReachable(operator: ModelOperator): boolean {
    return operator.state === 'available' && this.time - operator.seen < hours(LIMITS.leaseMs);
  }

  isAdmitted(operator: ModelOperator): boolean {
    return !this.drained.has(operator.site);
  }

  offer(h: ModelHandoff, operator: string): void {
    h.assignment++;
    Object.assign(h, {
      state: 'offered',
      operator,
      leaseUntil: this.time + hours(LIMITS.acceptWithinMs),
      offeredAs: ++this.offers,
    });
  }

  lead(h: ModelHandoff, operator: ModelOperator): void {
    if (h.state !== 'offered' || h.operator !== operator.id) h.assignment++;
    Object.assign(h, {
      state: 'active',
      operator: operator.id,
      leaseUntil: this.time + hours(LIMITS.leaseMs),
    });
    this.acted(operator);
  }

  /** Out of an operator's hands. */
  free(h: ModelHandoff, state: State): void {
    Object.assign(h, { state, operator: undefined, since: this.time });
  }

  raise(h: ModelHandoff, priority: number): void {
    h.priority = Math.max(h.priority, priority);
  }

  acted(operator: ModelOperator): void {
    operator.seen = this.time;
    operator.missed = 0;
  }

  giveBackOffers(operator: string): void {
    for (const h of this.held(operator)) if (h.state === 'offered') this.free(h, 'waiting');
  }

  beat(operator: ModelOperator): void {
    operator.seen = this.time;
    for (const h of this.held(operator.id))
      if (h.state === 'active') h.leaseUntil = this.time + hours(LIMITS.leaseMs);
  }

  reap(): void {
    for (const h of this.handoffs) this.reapOne(h);
    for (const operator of this.operators)
      if (this.time - operator.seen >= hours(LIMITS.offlineMs)) operator.state = 'offline';
  }

  /** Why a waiting handoff need not be offered to an operator who could take it: they have refused it. */
  hasRefused(h: ModelHandoff, operator: ModelOperator): boolean {
    const at = h.refused.get(operator.id);
    return at !== undefined && this.time - at < hours(LIMITS.refusalMs);
  }

  private reapOne(h: ModelHandoff): void {
    const { time } = this;
    const over = (since: number, ms: number): boolean => time - since >= hours(ms);
    if (h.state === 'wrap-up') {
      if (over(h.since, LIMITS.wrapUpMs)) this.free(h, 'closed');
    } else if (h.state === 'waiting') {
      if (over(h.citizenSeen, LIMITS.citizenGoneMs)) this.free(h, 'abandoned');
      else if (over(h.waitingSince, LIMITS.longWaitMs)) this.raise(h, 10);
    } else if (h.leaseUntil <= time) this.reapLease(h);
  }

  private reapLease(h: ModelHandoff): void {
    if (h.state === 'active') this.raise(h, 50);
    else if (h.state !== 'offered') return;
    const operator = this.operators.find(({ id }) => id === h.operator);
    if (h.state === 'offered' && operator !== undefined) {
      h.refused.set(operator.id, this.time);
      this.miss(operator);
    }
    this.free(h, 'waiting');
  }

  private miss(operator: ModelOperator): void {
    if (operator.state === 'available' && operator.missed + 1 >= 2)
      Object.assign(operator, { state: 'away', missed: 0 });
    else operator.missed++;
  }
}
