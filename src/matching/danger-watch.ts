import type { Analysis, Analyzer } from '../language/analyze';
import type { Corpus } from './corpus';
import { DangerModel, type Danger, type DangerEstimate, type DangerExample } from './danger-model';
import type { Matchable } from './matchable';
import { SPACES } from './spaces';

/** Utterances from which the danger model learns; the phrasings of the corpus are taken as harmless. */
export interface DangerWords {
  readonly life: readonly string[];
  readonly selfHarm: readonly string[];
  readonly ordinary: readonly string[];
}

/** What is about danger itself is neither harmless nor an alarm, so the model does not learn from it. */
const ABOUT_DANGER = /^safety\.(see-doctor|anaphylaxis)$|^outside\.near-(safety|day|health)-/;
/** One phrasing in so many is enough to know what harmless words are; in a very large city fewer, because the more harmless
 *  examples there are, the less those of danger weigh, and the longer the start takes. */
const HARMLESS_EVERY = 4;
const MOST_HARMLESS = 5000;
/** A cry for help can stand at the end of a long story: its sentences are weighed one by one as well. */
const SENTENCE_END = /[。!?\n]/;
const STORY_LENGTH = 25;
const SENTENCE_LENGTH = 6;

/** Watches every utterance for someone in danger now. */
export class DangerWatch {
  private readonly model: DangerModel;
  private readonly analyze: Analyzer;

  constructor(
    corpus: Corpus,
    analyzers: { analyze: Analyzer; analyzeKnowledge: Analyzer },
    words: DangerWords,
  ) {
    this.analyze = analyzers.analyze;
    const label = (texts: readonly string[], danger: Danger) =>
      texts.map((text) => ({ analysis: analyzers.analyzeKnowledge(text), danger }));
    this.model = DangerModel.learn([
      ...label(words.life, 'life'),
      ...label(words.selfHarm, 'self-harm'),
      ...label(words.ordinary, 'none'),
      ...harmless(corpus),
    ]);
  }

  estimate(whole: Analysis): DangerEstimate {
    const estimate = this.model.estimate(whole);
    if (whole.text.length < STORY_LENGTH) return estimate;
    const sentences = whole.text.split(SENTENCE_END).filter((sentence) => sentence.length >= SENTENCE_LENGTH);
    if (sentences.length < 2) return estimate;
    // A sentence torn from its story only counts with a known sign.
    const parts = sentences
      .map((sentence) => this.model.estimate(this.analyze(sentence)))
      .filter(({ signed }) => signed);
    return parts.reduce((worst, next) => (total(next) > total(worst) ? next : worst), estimate);
  }
}

function harmless(corpus: Corpus): DangerExample[] {
  const examples: DangerExample[] = [];
  const every = Math.max(HARMLESS_EVERY, Math.floor(corpus.size / MOST_HARMLESS));
  for (let position = 0; position < corpus.size; position += 1) {
    const owner = corpus.owners[corpus.ownerOf[position] as number];
    if (!isRare(owner) && (position % every !== 0 || ABOUT_DANGER.test(owner?.id ?? ''))) continue;
    const [words, bigrams, sounds] = SPACES.map((space) =>
      Array.from(corpus.features(space, position), (id) => corpus.featureName(space, id)),
    );
    const text = corpus.normalized[position] ?? '';
    examples.push({
      analysis: { text, words: words ?? [], bigrams: bigrams ?? [], sounds: sounds ?? [] },
      danger: 'none',
    });
  }
  return examples;
}

/** Greetings and the like: few, and short ones mislead. */
function isRare(owner: Matchable | undefined): boolean {
  return owner?.kind !== 'entry' && owner?.kind !== 'outside';
}

function total(estimate: DangerEstimate): number {
  return estimate.life + estimate['self-harm'];
}
