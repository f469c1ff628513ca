import { Violation } from './usp-message';

/** Request ids whose turn is over: they may be used for one message of telemetry, and for nothing else. */
export class FinishedRequests {
  private readonly finished = new Set<string>();
  private readonly acknowledged = new Set<string>();

  finish(requestId: string): void {
    this.finished.add(requestId);
  }

  /** Throws a `Violation` for a reused id. */
  check(path: string, requestId: string): void {
    if (path === 'telemetry') this.acknowledge(requestId);
    else if (this.finished.has(requestId))
      throw new Violation(1002, 'Invalid request. Reuse of request identifiers is not allowed.');
  }

  /** Clients must send only one message of telemetry for each request. */
  private acknowledge(requestId: string): void {
    if (this.acknowledged.has(requestId)) throw new Violation(1002, 'Telemetry was sent twice.');
    this.acknowledged.add(requestId);
  }

  /** Turns whose end nobody acknowledged. */
  get unacknowledged(): number {
    return [...this.finished].filter((id) => !this.acknowledged.has(id)).length;
  }
}
