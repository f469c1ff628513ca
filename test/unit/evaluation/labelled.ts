import type { Prediction } from '../../../src/evaluation/prediction';
import type { LabelledQuery } from '../../../src/evaluation/query-file';

export function query(outcome: LabelledQuery['outcome'], ...expect: string[]): LabelledQuery {
  return { id: 'q', kind: 'plain', text: '質問', outcome, expect };
}

/** `entries`: ids, or ids with a confidence. */
export function prediction(
  decision: Prediction['decision'],
  entries: readonly (string | readonly [string, number])[] = [],
): Prediction {
  const pairs = entries.map((entry) => (typeof entry === 'string' ? ([entry, 0.5] as const) : entry));
  return { id: 'q', decision, entries: pairs.map(([id, confidence]) => ({ id, confidence })), ms: 1 };
}
