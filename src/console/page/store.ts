/** What happened so far, folded by a pure function. Tells listeners after each change. */
export class Store<S, E> {
  private readonly listeners = new Set<(state: S, before: S) => void>();

  constructor(
    private readonly reduce: (state: S, event: E) => S,
    public state: S,
  ) {}

  dispatch(event: E): void {
    const before = this.state;
    this.state = this.reduce(before, event);
    if (this.state !== before) for (const listener of [...this.listeners]) listener(this.state, before);
  }

  /** Returns how to end it. */
  subscribe(listener: (state: S, before: S) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
