import { setImmediate } from 'node:timers/promises';

interface Waiting<Ask, Found> {
  readonly ask: Ask;
  readonly resolve: (found: Found) => void;
  readonly reject: (error: unknown) => void;
}

/** Answers many questions of one kind by one query: whoever asks while a query runs shares the next one, which begins after the
 *  question. However many conversations have something new at once, one connection reads them. */
export class ReadTogether<Ask, Found> {
  private waiting: Waiting<Ask, Found>[] = [];
  private running = false;

  /** `read` answers in the order of the questions. */
  constructor(private readonly read: (asks: readonly Ask[]) => Promise<readonly Found[]>) {}

  /** Rejects when the query that was to answer it fails. */
  ask(ask: Ask): Promise<Found> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ask, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      await setImmediate(); // let what is asked in the same moment join
      const batch = this.waiting;
      this.waiting = [];
      await this.answer(batch);
    }
    this.running = false; // in the same breath as the last look at `waiting`
  }

  private async answer(batch: readonly Waiting<Ask, Found>[]): Promise<void> {
    try {
      const found = await this.read(batch.map(({ ask }) => ask));
      batch.forEach(({ resolve }, n) => resolve(found[n] as Found));
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }
}
