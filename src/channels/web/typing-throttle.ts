const EVERY_MS = 2000;
const MOST = 10_000;

/** Passes on that a citizen types, at most every two seconds for each conversation, whatever the client sends. */
export class TypingThrottle {
  private readonly last = new Map<string, number>();

  constructor(private readonly pass: (conversationId: string) => void) {}

  /** `now`: milliseconds of any clock that does not jump. */
  typed(conversationId: string, now: number): void {
    if (now - (this.last.get(conversationId) ?? -Infinity) < EVERY_MS) return;
    if (this.last.size >= MOST) this.last.clear(); // better a few too many than a list that only grows
    this.last.set(conversationId, now);
    this.pass(conversationId);
  }
}
