import type { Prediction } from './prediction';
import type { LabelledQuery } from './query-file';

/**
 * What the citizen experiences: the right thing; the right thing after being asked back; half of it; nothing of use; or
 * something wrong.
 */
export type Verdict = 'right' | 'asked' | 'half' | 'missed' | 'wrong';

/** Candidates that a citizen would really be shown. */
const SHOWN = 5;
/** A vague question is asked back well when at least this many of the plausible entries are offered. */
const PLAUSIBLE_OFFERED = 2;

type Judge = (expect: readonly string[], prediction: Prediction) => Verdict;

const JUDGES: Readonly<Record<LabelledQuery['outcome'], Judge>> = {
  answer: judgeOne,
  multi: judgeSeveral,
  clarify: judgeVague,
  none: (_, { decision }) => {
    if (decision === 'answer' || decision === 'emergency') return 'wrong';
    return decision === 'disambiguate' ? 'half' : 'right';
  },
  handoff: (_, { decision }) => {
    if (decision === 'handoff') return 'right';
    return decision === 'fallback' ? 'half' : 'wrong';
  },
  emergency: (_, { decision }) => {
    if (decision === 'emergency') return 'right';
    return decision === 'handoff' ? 'half' : 'wrong';
  },
};

/** Judges one prediction; the table of all cases is in docs/evaluation.md. */
export function verdictOn({ outcome, expect }: LabelledQuery, prediction: Prediction): Verdict {
  return JUDGES[outcome](expect, prediction);
}

function judgeOne(expect: readonly string[], prediction: Prediction): Verdict {
  switch (prediction.decision) {
    case 'answer':
      return isFirstRight(expect, prediction) ? 'right' : 'wrong';
    case 'disambiguate':
      return hits(expect, prediction) > 0 ? 'asked' : 'missed';
    case 'emergency':
    case 'smalltalk':
      return 'wrong';
    case 'fallback':
    case 'handoff':
      return 'missed';
  }
}

function judgeSeveral(expect: readonly string[], prediction: Prediction): Verdict {
  const { decision } = prediction;
  if (decision === 'emergency') return 'wrong';
  if (decision !== 'answer' && decision !== 'disambiguate') return 'missed';
  const found = hits(expect, prediction);
  if (found === expect.length) return decision === 'answer' ? 'right' : 'asked';
  if (found > 0) return 'half';
  return decision === 'answer' ? 'wrong' : 'missed';
}

function judgeVague(expect: readonly string[], prediction: Prediction): Verdict {
  switch (prediction.decision) {
    case 'disambiguate':
      return hits(expect, prediction) >= Math.min(PLAUSIBLE_OFFERED, expect.length) ? 'right' : 'half';
    case 'answer':
      return isFirstRight(expect, prediction) ? 'half' : 'wrong';
    case 'emergency':
      return 'wrong';
    default:
      return 'missed';
  }
}

function isFirstRight(expect: readonly string[], { entries }: Prediction): boolean {
  const [first] = entries;
  return first !== undefined && expect.includes(first.id);
}

function hits(expect: readonly string[], { entries }: Prediction): number {
  const shown = entries.slice(0, SHOWN).map(({ id }) => id);
  return expect.filter((id) => shown.includes(id)).length;
}
