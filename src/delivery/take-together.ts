interface Known {
  readonly eventId: string;
}

interface Waiting<E> {
  readonly events: readonly E[];
  readonly done: (fresh: readonly string[]) => void;
  readonly failed: (error: unknown) => void;
}

/** Calls of one statement: it stays short, and a disturbed one costs little. */
const MOST = 100;

/**
 * Webhook calls that come while a statement runs go into the next one together: in a flood one commit takes many, and nobody waits for a
 * line of commits. A call fails only by its own fault.
 */
export class TakeTogether<E extends Known> {
  private readonly waiting: Waiting<E>[] = [];
  private running = false;

  /** `take` makes events durable in one statement and returns the ids of those that are new. */
  constructor(private readonly take: (events: readonly E[]) => Promise<readonly string[]>) {}

  /** The ids of the events that are new; of an event that two calls bring, in one of them only. */
  run(events: readonly E[]): Promise<readonly string[]> {
    return new Promise((done, failed) => {
      this.waiting.push({ events, done, failed });
      if (!this.running) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) await this.takeAll(this.waiting.splice(0, MOST));
    this.running = false;
  }

  private async takeAll(calls: readonly Waiting<E>[]): Promise<void> {
    try {
      const fresh = new Set(await this.take(inOneOrder(calls.flatMap(({ events }) => events))));
      for (const { events, done } of calls)
        done(events.flatMap(({ eventId }) => (fresh.delete(eventId) ? [eventId] : [])));
    } catch (error) {
      const [only] = calls;
      if (only !== undefined && calls.length === 1) only.failed(error);
      else for (const call of calls) await this.takeAll([call]);
    }
  }
}

/** Two nodes that are told the same events at once would else wait for one another. */
function inOneOrder<E extends Known>(events: readonly E[]): E[] {
  return [...events].sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
}
