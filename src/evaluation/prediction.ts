import type { Decision } from '../conversation/decision';

/** What the desk made of one query; written by `npm run predict` (format: docs/evaluation.md). */
export interface Prediction {
  readonly id: string;
  readonly decision: Decision['kind'];
  /** Candidates, best first, whatever was decided. */
  readonly entries: readonly {
    readonly id: string;
    /** Calibrated probability 0–1. */
    readonly confidence: number;
  }[];
  /** Time to decide, in milliseconds. */
  readonly ms: number;
}
