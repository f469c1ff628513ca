import type { Analyzer } from '../language/analyze';
import type { Corpus } from './corpus';
import { dangerProbabilities, DANGERS, type Danger, type DangerWeights } from './danger-model';
import { dangerSigns } from './danger-signs';
import { dangerTerms, partName, type Terms } from './danger-terms';
import type { Matchable } from './matchable';
import { bySpace, SPACES } from './spaces';
import { Vocabulary } from './vocabulary';

/** Utterances from which the danger model learns; the phrasings of the corpus are taken as harmless. */
export interface DangerWords {
  readonly life: readonly string[];
  readonly selfHarm: readonly string[];
  readonly ordinary: readonly string[];
}

interface Lesson {
  readonly terms: Terms;
  /** Position in {@link DANGERS}. */
  readonly right: number;
}

/** What is about danger itself is neither harmless nor an alarm, so the model does not learn from it. */
const ABOUT_DANGER = /^safety\.(see-doctor|anaphylaxis)$|^outside\.near-(safety|day|health)-/;
/** One phrasing in so many is enough to know what harmless words are; in a very large city fewer, because the more harmless
 *  examples there are, the less those of danger weigh, and the longer the start takes. */
const HARMLESS_EVERY = 4;
const MOST_HARMLESS = 5000;
const PASSES = 8;
const RATE = 0.4;
/** A missed danger counts as this many false alarms. */
const COST_OF_A_MISS = 3;
/** Lessons are taken in steps of this prime, so that equal ones do not stand together. */
const STRIDE = 7919;

/**
 * Learns the danger model by AdaGrad (Duchi et al. 2011) in a fixed order from fixed zeros: the same words always give the
 * same weights.
 */
export function learnDanger(corpus: Corpus, analyze: Analyzer, words: DangerWords): DangerWeights {
  const vocabulary = new Vocabulary();
  const label = (texts: readonly string[], danger: Danger) =>
    texts.map((text) => lessonOf(vocabulary, analyze(text), danger));
  const lessons = [
    ...label(words.life, 'life'),
    ...label(words.selfHarm, 'self-harm'),
    ...label(words.ordinary, 'none'),
    ...harmless(corpus, vocabulary),
  ];
  const weights = new Float32Array(vocabulary.names.length * DANGERS.length);
  const squares = new Float32Array(weights.length);
  const order = lessons
    .map((lesson, i) => ({ lesson, key: (i * STRIDE) % lessons.length }))
    .sort((a, b) => a.key - b.key);
  for (let pass = 0; pass < PASSES; pass += 1)
    for (const { lesson } of order) step({ weights, squares }, lesson);
  return { names: vocabulary.names, weights };
}

function lessonOf(vocabulary: Vocabulary, analysis: ReturnType<Analyzer>, danger: Danger): Lesson {
  const add = (name: string) => vocabulary.add(name);
  const parts = SPACES.flatMap((space) => analysis[space].map((part) => add(partName(space, part))));
  return { terms: dangerTerms(dangerSigns(analysis.text), parts, add), right: DANGERS.indexOf(danger) };
}

function harmless(corpus: Corpus, vocabulary: Vocabulary): Lesson[] {
  const lessons: Lesson[] = [];
  const every = Math.max(HARMLESS_EVERY, Math.floor(corpus.size / MOST_HARMLESS));
  const add = (name: string) => vocabulary.add(name);
  // The corpus has taken its phrasings apart already: each of its numbers is looked up by name only once.
  const known = bySpace((space) => new Int32Array(corpus.vocabularySize(space)).fill(-1));
  for (let position = 0; position < corpus.size; position += 1) {
    const owner = corpus.owners[corpus.ownerOf[position] as number];
    if (!isRare(owner) && (position % every !== 0 || ABOUT_DANGER.test(owner?.id ?? ''))) continue;
    const parts: number[] = [];
    for (const space of SPACES) {
      for (const id of corpus.features(space, position)) {
        if (known[space][id] === -1) known[space][id] = add(partName(space, corpus.featureName(space, id)));
        parts.push(known[space][id] as number);
      }
    }
    const signs = dangerSigns(corpus.normalized[position] ?? '');
    lessons.push({ terms: dangerTerms(signs, parts, add), right: DANGERS.indexOf('none') });
  }
  return lessons;
}

/** Greetings and the like: few, and short ones mislead. */
function isRare(owner: Matchable | undefined): boolean {
  return owner?.kind !== 'entry' && owner?.kind !== 'outside';
}

interface Progress {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
}

function step({ weights, squares }: Progress, { terms, right }: Lesson): void {
  const { ids, values } = terms;
  const cost = right === 0 ? 1 : COST_OF_A_MISS;
  const probabilities = dangerProbabilities(weights, terms);
  const width = DANGERS.length; // a local: looked up millions of times
  for (let danger = 0; danger < width; danger += 1) {
    const error = ((probabilities[danger] ?? 0) - (danger === right ? 1 : 0)) * cost;
    for (let i = 0; i < ids.length; i += 1) {
      const at = (ids[i] as number) * width + danger;
      const gradient = error * (values[i] as number);
      const sum = (squares[at] as number) + gradient * gradient;
      squares[at] = sum;
      weights[at] = (weights[at] as number) - (RATE * gradient) / Math.sqrt(sum + 1e-8);
    }
  }
}
