export interface PresenceOptions {
  /** Conversations with an open socket on this node. */
  readonly open: () => readonly string[];
  /** Told which citizens are there. */
  readonly seen: (conversationIds: readonly string[]) => void;
  readonly everyMs?: number;
}

const EVERY_MS = 30_000;

/** Reports every 30 seconds which citizens have their page open, so that nobody keeps a place in line who has left. Those without a
 *  socket (polling, the plain form) count when they ask for something. */
export class Presence {
  private asked = new Set<string>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: PresenceOptions) {
    this.timer = setInterval(() => this.report(), options.everyMs ?? EVERY_MS).unref();
  }

  here(conversationId: string): void {
    this.asked.add(conversationId);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private report(): void {
    const ids = new Set([...this.options.open(), ...this.asked]);
    this.asked = new Set();
    if (ids.size > 0) this.options.seen([...ids]);
  }
}
