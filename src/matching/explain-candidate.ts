import type { Evidence } from '../conversation/candidate';
import type { MeasuredCandidate } from './candidate-features';
import type { Corpus } from './corpus';
import type { Query } from './phrasing-index';
import { SPACES, type Space } from './spaces';

const WORDS_SHOWN = 6;
const RETRIEVER_OF: Readonly<Record<Space, Evidence['retriever']>> = {
  words: 'word',
  bigrams: 'bigram',
  sounds: 'reading',
};
const FUZZY_FEATURE = 8;
const NEARLY_THE_SAME = 0.5;

/** What the utterance shares with the candidate's nearest phrasing, per retriever, rarest first. */
export function explainCandidate(
  corpus: Corpus,
  { vectors }: Query,
  candidate: MeasuredCandidate,
): Evidence[] {
  const phrasing = corpus.texts[candidate.nearest];
  if (phrasing === undefined) return [];
  const evidence = SPACES.map((space): Evidence => {
    const theirs = new Set(corpus.features(space, candidate.nearest));
    const { ids, weights } = vectors[space];
    const shared = Array.from(ids, (id, i) => ({ id, weight: weights[i] ?? 0 }))
      .filter(({ id }) => theirs.has(id))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, WORDS_SHOWN);
    return {
      retriever: RETRIEVER_OF[space],
      phrasing,
      shared: shared.map(({ id }) => corpus.featureName(space, id)),
    };
  }).filter(({ shared }) => shared.length > 0);
  const fuzzy = (candidate.features[FUZZY_FEATURE] ?? 0) > NEARLY_THE_SAME;
  return fuzzy ? [...evidence, { retriever: 'fuzzy', phrasing, shared: [] }] : evidence;
}
