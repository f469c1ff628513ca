/** Runs only the newest of many questions: waits until typing pauses, ends the one before, and drops answers that come too late. */
export class Latest<T> {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | undefined;

  constructor(
    private readonly pauseMs: number,
    private readonly onAnswer: (answer: T) => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  ask(question: (signal: AbortSignal) => Promise<T>): void {
    this.cancel();
    const running = new AbortController();
    this.running = running;
    this.timer = setTimeout(() => void this.run(question, running), this.pauseMs);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = undefined;
  }

  private async run(question: (signal: AbortSignal) => Promise<T>, running: AbortController): Promise<void> {
    try {
      const answer = await question(running.signal);
      if (this.running === running) this.onAnswer(answer);
    } catch (error) {
      if (this.running === running) this.onFailure(error);
    }
  }
}
