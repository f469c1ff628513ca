/** What the city promises; every figure's definition names the numbers it was made with. */
export interface Limits {
  /** To be answered within, seconds. */
  readonly withinSeconds: number;
  /** Who leaves sooner gave nobody the time to answer. Seconds. */
  readonly shortAbandonSeconds: number;
  /** Service level that the estimate of operators aims at, per cent. */
  readonly targetPercent: number;
}

export const DEFAULT_LIMITS: Limits = { withinSeconds: 60, shortAbandonSeconds: 5, targetPercent: 80 };
