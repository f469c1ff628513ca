/** What is measured of one candidate entry, each roughly 0–1. Order is the model's order of weights. */
export const CANDIDATE_FEATURES = [
  'relativeEvidence',
  'wordEvidence',
  'bigramEvidence',
  'soundEvidence',
  'nearestPhrasing',
  'nearestPhrasings',
  'wordCoverage',
  'soundCoverage',
  'fuzzy',
  'questionKind',
] as const;

/** What is measured of the utterance itself, for the chance that no entry answers it. */
export const NONE_FEATURES = [
  'always',
  'unknownWords',
  'unknownSounds',
  'bestSimilarity',
  'bestCoverage',
  'length',
  'second',
  'bestWords',
  'bestSounds',
  'bestFuzzy',
  'nearest',
] as const;

/** One candidate before it has a confidence. */
export interface MeasuredCandidate {
  readonly owner: number;
  /** Aligned with {@link CANDIDATE_FEATURES}. */
  readonly features: readonly number[];
  /** Index of the nearest phrasing among the owner's documents. */
  readonly nearest: number;
}

export interface MeasuredUtterance {
  /** Aligned with {@link NONE_FEATURES}. */
  readonly features: readonly number[];
  /** Most promising first. */
  readonly candidates: readonly MeasuredCandidate[];
}
