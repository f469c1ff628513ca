/** What made an entry a candidate: for explaining to staff, never for deciding. */
export interface Evidence {
  readonly retriever: 'word' | 'reading' | 'bigram' | 'fuzzy' | 'topic';
  /** The phrasing of the entry that came nearest. */
  readonly phrasing: string;
  /** Words, readings or bigrams shared with the utterance, strongest first. */
  readonly shared: readonly string[];
}

/** An entry that may answer the utterance. */
export interface Candidate {
  readonly entryId: string;
  /** Calibrated probability 0–1 that this entry answers the utterance. */
  readonly confidence: number;
  /** Its evidence relative to the strongest candidate's, 0–1: tells two equally good readings of a vague word apart from one. */
  readonly support: number;
  readonly evidence: readonly Evidence[];
}

/** Something that competes with the entries for an utterance: a wish for a person, small talk, or a topic this desk does not answer. */
export interface Rival {
  readonly kind: 'outside' | 'person' | 'smalltalk' | 'policy-topic';
  readonly id: string;
  /** Calibrated probability 0–1. */
  readonly confidence: number;
}
