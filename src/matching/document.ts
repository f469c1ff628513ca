import type { Analysis } from '../language/analyze';

/** Something the matcher can find: an FAQ entry, or a topic that this desk does not cover. */
export interface Matchable {
  readonly id: string;
  /** False for a topic of outside.yaml: it competes, so that a question about it is not answered by a neighbour. */
  readonly answerable: boolean;
  readonly phrasings: readonly string[];
}

/** One analysed phrasing. */
export interface PhrasingDocument {
  /** Position in the list of matchables. */
  readonly owner: number;
  readonly text: string;
  readonly analysis: Analysis;
}
