/** An operator's hold on a handoff, carried by each of their writes. `assignment` is a fencing token: it grows with every change of hands,
 *  so that a write of whoever had it before changes nothing (`handoff.stale`). */
export interface Lease {
  readonly handoffId: string;
  readonly operatorId: string;
  readonly assignment: number;
}

/** A lease that was just won. */
export interface Claimed extends Lease {
  readonly conversationId: string;
}
