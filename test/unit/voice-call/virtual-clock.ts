import type { CallClock } from '../../../src/channels/voice/call/call-parts';

interface Due {
  readonly at: number;
  readonly act: () => void;
}

/** A clock that stands until it is moved; between two moments everything that was promised is done. */
export class VirtualClock implements CallClock {
  private time = 0;
  private due: Due[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, act: () => void): () => void {
    const due = { at: this.time + ms, act };
    this.due.push(due);
    return () => void (this.due = this.due.filter((other) => other !== due));
  }

  async passes(ms: number): Promise<void> {
    const until = this.time + ms;
    await settled();
    for (let next = this.next(until); next !== undefined; next = this.next(until)) {
      this.due = this.due.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.act();
      await settled();
    }
    this.time = until;
  }

  private next(until: number): Due | undefined {
    const [first] = this.due.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    return first;
  }
}

/** Every promise that can go on has gone on. */
async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}
