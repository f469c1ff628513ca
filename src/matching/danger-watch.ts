import type { Analysis, Analyzer } from '../language/analyze';
import { DangerModel, type DangerEstimate, type DangerWeights } from './danger-model';

/** A cry for help can stand at the end of a long story: its sentences are weighed one by one as well. */
const SENTENCE_END = /[。!?\n]/;
const STORY_LENGTH = 25;
const SENTENCE_LENGTH = 6;

/** Watches every utterance for someone in danger now. */
export class DangerWatch {
  private readonly model: DangerModel;

  constructor(
    weights: DangerWeights,
    private readonly analyze: Analyzer,
  ) {
    this.model = new DangerModel(weights);
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

function total(estimate: DangerEstimate): number {
  return estimate.life + estimate['self-harm'];
}
