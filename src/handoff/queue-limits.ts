/** How long things may last, in milliseconds by the database's clock. */
export interface QueueLimits {
  /** To accept an offer. */
  readonly acceptWithinMs: number;
  /** Without a heartbeat of the console: then the operator is gone, and what they lead returns to the line. */
  readonly leaseMs: number;
  /** A wait after which the handoff goes before newcomers. */
  readonly longWaitMs: number;
  /** A wrap-up that nobody finishes. */
  readonly wrapUpMs: number;
  /** Without the citizen's page: shown to staff as away. */
  readonly citizenAwayMs: number;
  /** Without the citizen's page: taken out of the line. Web only; LINE and telephone have no page. */
  readonly citizenGoneMs: number;
  /** Who refused an offer gets it again only after this, even when nobody else is there. */
  readonly offerAgainMs: number;
  /** Who refused an offer is passed over for so long while others are there. */
  readonly refusalMs: number;
  /** Without a heartbeat: shown as offline for good, not only for the moment. */
  readonly offlineMs: number;
}

export const DEFAULT_LIMITS: QueueLimits = {
  acceptWithinMs: 20_000,
  leaseMs: 45_000, // four heartbeats of ten seconds may be lost
  longWaitMs: 10 * 60_000, // the last band of the wait that citizens are told
  wrapUpMs: 15 * 60_000,
  citizenAwayMs: 90_000, // three reports of thirty seconds
  citizenGoneMs: 30 * 60_000,
  offerAgainMs: 30_000,
  refusalMs: 5 * 60_000,
  offlineMs: 10 * 60_000,
};
