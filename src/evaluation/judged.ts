import type { Prediction } from './prediction';
import type { LabelledQuery } from './query-file';
import { verdictOn, type Verdict } from './verdict';

/** A query, what was made of it, and how good that is. */
export interface Judged {
  readonly query: LabelledQuery;
  readonly prediction: Prediction;
  readonly verdict: Verdict;
  /** Of the first candidate; 0 when there is none. */
  readonly confidence: number;
  /** The first candidate is right, whatever was decided. */
  readonly firstRight: boolean;
  /** One of the first three is. */
  readonly threeRight: boolean;
}

export function judge(query: LabelledQuery, prediction: Prediction): Judged {
  const { entries } = prediction;
  const isRight = ({ id }: { id: string }) => query.expect.includes(id);
  return {
    query,
    prediction,
    verdict: verdictOn(query, prediction),
    confidence: entries[0]?.confidence ?? 0,
    firstRight: entries.slice(0, 1).some(isRight),
    threeRight: entries.slice(0, 3).some(isRight),
  };
}
