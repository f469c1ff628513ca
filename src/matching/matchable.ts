/** Entries answer; the others compete with them, so that a question about something else is not answered by a neighbour. */
export type MatchableKind = 'entry' | 'outside' | 'person' | 'smalltalk' | 'policy-topic';

/** Something the matcher can find. */
export interface Matchable {
  readonly id: string;
  readonly kind: MatchableKind;
  readonly phrasings: readonly string[];
}
