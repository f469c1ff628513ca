/** Runs a job one at a time: a call during a run asks for one more round after it, so that no wake-up is lost and none piles up. */
export class SingleFlight {
  private running: Promise<void> | undefined;
  private again = false;

  constructor(private readonly job: () => Promise<void>) {}

  /** Resolves when a round that began after this call is over; rejects when a round failed. */
  run(): Promise<void> {
    if (this.running !== undefined) this.again = true;
    else this.running = this.rounds();
    return this.running;
  }

  private async rounds(): Promise<void> {
    try {
      do {
        this.again = false;
        await this.job();
      } while (this.again);
    } finally {
      this.running = undefined; // in the same breath as the last look at `again`
    }
  }
}
