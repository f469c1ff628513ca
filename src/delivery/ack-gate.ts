/** At least so often somebody gets through, so that answers lag in a flood and never stop. */
const AT_LEAST_EVERY_MS = 100;

/**
 * Webhook calls first: while any is being taken, work that can wait (events, turns, deliveries) waits, and then goes on one piece at a
 * time. LINE gives up a call that is not acknowledged soon; a citizen does not notice a few milliseconds.
 */
export class AckGate {
  private acks = 0;
  private readonly waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private planned = false;

  /** Work that others wait for. */
  async first<T>(work: () => Promise<T>): Promise<T> {
    this.acks += 1;
    try {
      return await work();
    } finally {
      this.acks -= 1;
      this.plan();
    }
  }

  /** Resolves when it is one's turn: at once when no call is being taken. */
  async turn(): Promise<void> {
    if (this.acks === 0 && this.waiting.length === 0) return;
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
      this.timer ??= setInterval(() => this.admit(), AT_LEAST_EVERY_MS);
    });
  }

  private plan(): void {
    if (this.planned || this.acks > 0 || this.waiting.length === 0) return;
    this.planned = true;
    setImmediate(() => {
      this.planned = false;
      if (this.acks === 0) this.admit();
      this.plan();
    });
  }

  private admit(): void {
    this.waiting.shift()?.();
    if (this.waiting.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
