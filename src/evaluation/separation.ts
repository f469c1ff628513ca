import type { Judged } from './judged';

/* How well confidence tells right first candidates apart from wrong ones and from questions that no entry answers. */

/**
 * Area under the ROC curve: the chance that a right first candidate has a higher confidence than a wrong one or one of an
 * out-of-scope question (ties count half). Null when there is nothing on one side.
 */
export function auroc(inScope: readonly Judged[], outOfScope: readonly Judged[]): number | null {
  const positives = inScope.filter(({ firstRight }) => firstRight);
  const negatives = [...outOfScope, ...inScope.filter(({ firstRight }) => !firstRight)];
  if (positives.length === 0 || negatives.length === 0) return null;
  let wins = 0;
  for (const { confidence: right } of positives)
    for (const { confidence: wrong } of negatives) wins += right > wrong ? 1 : right === wrong ? 0.5 : 0;
  return wins / (positives.length * negatives.length);
}

/** The largest share of in-scope questions answered rightly at a cut of confidence above which at least `precision` of all answers are right. */
export function coverageAt(
  precision: number,
  inScope: readonly Judged[],
  outOfScope: readonly Judged[],
): number | null {
  if (inScope.length === 0) return null;
  const pool = [...inScope, ...outOfScope].sort((a, b) => b.confidence - a.confidence);
  let right = 0;
  let best = 0;
  pool.forEach(({ firstRight, confidence }, i) => {
    if (firstRight) right += 1;
    const next = pool[i + 1];
    const mayCutHere = next === undefined || next.confidence < confidence;
    if (mayCutHere && right / (i + 1) >= precision) best = right / inScope.length;
  });
  return best;
}
