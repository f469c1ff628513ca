import type { Analyzer } from '../language/analyze';
import { ConfidenceModel } from './confidence-model';
import { Corpus } from './corpus';
import { learnDanger, type DangerWords } from './danger-lessons';
import type { DangerWeights } from './danger-model';
import { drawLessons } from './lessons';
import type { Matchable } from './matchable';
import { indexNumbers, type IndexNumbers } from './phrasing-index';
import { takeApart, type TakenApart } from './take-apart';

/** All that the matcher knows of the owners' phrasings: lists of numbers and of texts, so that it can be kept in a file and be
 *  the same, bit for bit, when it is read back. */
export interface Learned {
  readonly phrasings: TakenApart;
  readonly index: IndexNumbers;
  /** Parameters of the confidence model. */
  readonly confidence: Float64Array;
  readonly danger: DangerWeights;
}

/** What a matcher learns from. */
export interface Teaching {
  readonly owners: readonly Matchable[];
  readonly dangerWords: DangerWords;
}

/** Builds the index and learns both models from the phrasings themselves; the same teaching always gives the same. */
export function learn({ owners, dangerWords }: Teaching, analyze: Analyzer): Learned {
  const phrasings = takeApart(owners, analyze);
  const corpus = new Corpus(owners, phrasings);
  return {
    phrasings,
    index: indexNumbers(corpus, corpus.positions()),
    confidence: ConfidenceModel.learn(drawLessons(corpus)).parameters,
    danger: learnDanger(corpus, analyze, dangerWords),
  };
}
