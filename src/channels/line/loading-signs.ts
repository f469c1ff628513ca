export interface LoadingSignsOptions {
  readonly show: (userId: string) => Promise<void>;
  readonly afterMs?: number;
}

/** Most answers are there sooner: the animation would only flicker. */
const AFTER_MS = 1500;

/** Shows LINE's loading animation to a person whose answer takes its time. Nothing is lost when it does not show. */
export class LoadingSigns {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly options: LoadingSignsOptions) {}

  /** An answer is being made for this person. */
  expect(conversationId: string, userId: string): void {
    if (this.timers.has(conversationId)) return;
    const show = (): void => {
      this.timers.delete(conversationId);
      this.options.show(userId).catch(() => undefined); // of the moment only
    };
    this.timers.set(conversationId, setTimeout(show, this.options.afterMs ?? AFTER_MS).unref());
  }

  /** Something went out. */
  answered(conversationId: string): void {
    clearTimeout(this.timers.get(conversationId));
    this.timers.delete(conversationId);
  }

  close(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
  }
}
