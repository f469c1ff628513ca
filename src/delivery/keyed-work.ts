import type { Logger } from 'pino';

export interface KeyedWorkOptions {
  /** Does everything there is to do for the key. What a failure leaves undone, the sweep finds again. */
  readonly work: (key: string) => Promise<void>;
  /** Keys that have waited for longer than this, here or on a node that is gone. */
  readonly overdue: (olderThanMs: number) => Promise<readonly string[]>;
  readonly logger: Logger;
  /** Keys at a time. */
  readonly concurrency: number;
  readonly sweepEveryMs?: number;
  /** What goes before. */
  readonly gate?: { turn(): Promise<void> };
}

const SWEEP_EVERY_MS = 2000;

/** Works on one key at a time each, on a few keys at once: wake-ups are hints, the sweep is the guarantee. */
export class KeyedWork {
  private readonly waiting = new Set<string>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  /** Before the start, wake-ups are kept; after the stop, they are the next node's. */
  private working = false;

  constructor(private readonly options: KeyedWorkOptions) {}

  /** Takes up what was left undone, and begins to look for more. */
  start(): void {
    const every = this.options.sweepEveryMs ?? SWEEP_EVERY_MS;
    this.working = true;
    this.sweeping = this.sweep(0);
    const look = (): void => void (this.sweeping = this.sweep(every));
    this.timer = setInterval(look, every).unref();
  }

  wake(key: string): void {
    if (this.running.has(key)) this.again.add(key);
    else this.waiting.add(key);
    this.next();
  }

  /** Lets running work end and starts no more. */
  async stop(): Promise<void> {
    this.working = false;
    clearInterval(this.timer);
    await this.sweeping;
    await Promise.all(this.running.values());
  }

  private async sweep(olderThanMs: number): Promise<void> {
    try {
      for (const key of await this.options.overdue(olderThanMs)) this.wake(key);
    } catch (error) {
      this.options.logger.warn({ reason: String(error) }, 'sweep failed; trying again');
    }
  }

  private next(): void {
    while (this.working && this.running.size < this.options.concurrency) {
      const [key] = this.waiting;
      if (key === undefined) return;
      this.waiting.delete(key);
      this.running.set(key, this.run(key));
    }
  }

  private async run(key: string): Promise<void> {
    try {
      await this.options.gate?.turn();
      await this.options.work(key);
    } catch (error) {
      this.again.delete(key); // a fault must not spin: the sweep tries again
      this.options.logger.warn({ reason: String(error) }, 'work left for the next sweep');
    }
    this.running.delete(key);
    if (this.again.delete(key) && this.working) this.waiting.add(key);
    this.next();
  }
}
