import type { Rival } from '../conversation/candidate';

/** Entries answer; the others compete with them, so that a question about something else is not answered by a neighbour. */
type MatchableKind = 'entry' | Rival['kind'];

/** Something the matcher can find. */
export interface Matchable {
  readonly id: string;
  readonly kind: MatchableKind;
  readonly phrasings: readonly string[];
}
