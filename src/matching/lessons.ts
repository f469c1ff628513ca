import type { Lesson } from './confidence-model';
import type { Corpus } from './corpus';
import { indexNumbers, PhrasingIndex } from './phrasing-index';

/** About this many phrasings become questions; more would only cost start-up time. */
const QUESTIONS = 500;
/** One phrasing in so many is known to the index that the questions are put to. */
const KNOWN_EVERY = 3;
/** One question in so many is asked with its whole entry hidden, so that the right answer is "none of these". */
const HIDE_EVERY = 10;

/**
 * Turns the knowledge base's own phrasings into questions with known answers. They are put to an index that knows only
 * every third phrasing (real citizens word things as nobody has written yet), some as if their entry did not exist, topics of
 * outside.yaml most often. Deterministic: phrasings are taken at even steps.
 */
export function drawLessons(corpus: Corpus): Lesson[] {
  const all = corpus.positions();
  const index = new PhrasingIndex(
    corpus,
    indexNumbers(
      corpus,
      all.filter((position) => position % KNOWN_EVERY === 0),
    ),
  );
  const unseen = all.filter((position) => position % KNOWN_EVERY !== 0);
  const step = Math.max(1, Math.floor(unseen.length / QUESTIONS));
  const asked = unseen.filter((_, i) => i % step === 0);
  return Array.from(asked, (position, i) => {
    const right = corpus.ownerOf[position] as number;
    const utterance = index.measure(index.queryOf(position));
    const hidden = i % HIDE_EVERY === 0 || (corpus.owners[right]?.kind === 'outside' && i % 2 === 0);
    const candidates = utterance.candidates.filter(({ owner }) => !hidden || owner !== right);
    return {
      utterance: { ...utterance, candidates },
      right: candidates.findIndex(({ owner }) => owner === right),
    };
  });
}
