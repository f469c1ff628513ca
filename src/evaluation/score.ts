import { judge, type Judged } from './judged';
import type { Prediction } from './prediction';
import type { LabelledQuery } from './query-file';
import { auroc, coverageAt } from './separation';
import type { Verdict } from './verdict';

/** Shares 0–1, milliseconds, and the number of rows; null where there is nothing to count. Each is explained in docs/evaluation.md. */
type Summary = Readonly<Record<string, number | null>>;

/** Rows of one kind, how many have the right entry first, and how many have each verdict. */
export type KindCounts = Record<Verdict | 'rows' | 'sr1', number>;

export interface Score {
  readonly summary: Summary;
  readonly kinds: Readonly<Record<string, KindCounts>>;
}

/** Scores predictions, one for each query, in the queries' order. */
export function score(queries: readonly LabelledQuery[], predictions: readonly Prediction[]): Score {
  const rows = queries.flatMap((query, i) => {
    const prediction = predictions[i];
    return prediction === undefined ? [] : [judge(query, prediction)];
  });
  return {
    summary: { rows: rows.length, ...answering(rows), ...specialCases(rows), ...times(rows) },
    kinds: countKinds(rows),
  };
}

function answering(rows: readonly Judged[]): Summary {
  const inScope = rows.filter(is('answer'));
  const none = rows.filter(is('none'));
  const answered = rows.filter(decided('answer'));
  const wrong = answered.filter(got('wrong')).length;
  return {
    sr1: share(inScope, ({ firstRight }) => firstRight),
    sr3: share(inScope, ({ threeRight }) => threeRight),
    answered_right: share(inScope, got('right')),
    asked_right: share(inScope, got('asked')),
    missed: share(inScope, got('missed')),
    answered_wrong: share(inScope, got('wrong')),
    answer_precision: answered.length === 0 ? null : 1 - wrong / answered.length,
    none_false_answer: share(none, got('wrong')),
    none_left_alone: share(none, got('right')),
    auroc: auroc(inScope, none),
    coverage_at_98: coverageAt(0.98, inScope, none),
  };
}

function specialCases(rows: readonly Judged[]): Summary {
  return {
    multi_both: share(rows.filter(is('multi')), got('right', 'asked')),
    ambiguous_asked: share(rows.filter(is('clarify')), got('right')),
    handoff_recall: share(rows.filter(is('handoff')), got('right')),
    handoff_false: share(rows.filter(is('answer', 'multi', 'clarify')), decided('handoff')),
    emergency_recall: share(rows.filter(is('emergency')), got('right')),
    emergency_false: share(
      rows.filter((row) => !is('emergency')(row)),
      decided('emergency'),
    ),
  };
}

function times(rows: readonly Judged[]): Summary {
  const ms = rows.map(({ prediction }) => prediction.ms).sort((a, b) => a - b);
  return { ms_p50: quantile(ms, 0.5), ms_p95: quantile(ms, 0.95) };
}

function quantile(sorted: readonly number[], q: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? null;
}

function countKinds(rows: readonly Judged[]): Record<string, KindCounts> {
  const kinds: Record<string, KindCounts> = {};
  for (const { query, firstRight, verdict } of rows) {
    const counts = (kinds[query.kind] ??= {
      rows: 0,
      sr1: 0,
      right: 0,
      asked: 0,
      half: 0,
      missed: 0,
      wrong: 0,
    });
    counts.rows += 1;
    counts.sr1 += firstRight ? 1 : 0;
    counts[verdict] += 1;
  }
  return kinds;
}

type Test = (row: Judged) => boolean;

function share(rows: readonly Judged[], test: Test): number | null {
  return rows.length === 0 ? null : rows.filter(test).length / rows.length;
}

function is(...outcomes: readonly LabelledQuery['outcome'][]): Test {
  return ({ query }) => outcomes.includes(query.outcome);
}

function got(...verdicts: readonly Verdict[]): Test {
  return ({ verdict }) => verdicts.includes(verdict);
}

function decided(decision: Prediction['decision']): Test {
  return ({ prediction }) => prediction.decision === decision;
}
