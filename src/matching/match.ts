import type { Candidate, Rival } from '../conversation/candidate';
import type { DangerEstimate } from './danger-model';
import type { Matchable } from './matchable';

/** What the matcher thinks of one utterance. */
export interface Match {
  /** Entries, best first, at most five. */
  readonly candidates: readonly Candidate[];
  /** What competes with the entries, best first. */
  readonly rivals: readonly Rival[];
  /** What has these very words among its phrasings (and nothing else has). */
  readonly exact?: Pick<Matchable, 'kind' | 'id'>;
  /** Probability 0–1 that no entry answers the utterance. */
  readonly none: number;
  /** How likely someone is in danger now. */
  readonly danger: DangerEstimate;
  /** The utterance has hardly more than one word of its own (「電話」「なくした」). */
  readonly terse: boolean;
}
