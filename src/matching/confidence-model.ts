import { CANDIDATE_FEATURES, NONE_FEATURES, type MeasuredUtterance } from './candidate-features';

/** An utterance whose right entry is known; `right` is a position in its candidates, or -1 when none of them is right. */
export interface Lesson {
  readonly utterance: MeasuredUtterance;
  readonly right: number;
}

const STEPS = 100;
const RATE = 0.2;
const DECAY = 1e-4;

/**
 * Conditional logit (McFadden 1974): the entries and "none of them" compete for one probability mass,
 * p(i) = exp(w·x_i) / (exp(v·z) + Σ_j exp(w·x_j)). Learned by Adam on the log likelihood from fixed zeros, so the
 * same lessons always give the same model.
 */
export class ConfidenceModel {
  private readonly weights: Float64Array;
  private readonly noneWeights: Float64Array;

  /** `parameters`: what was learned, {@link CANDIDATE_FEATURES} and then {@link NONE_FEATURES}. */
  constructor(readonly parameters: Float64Array) {
    this.weights = parameters.subarray(0, CANDIDATE_FEATURES.length);
    this.noneWeights = parameters.subarray(CANDIDATE_FEATURES.length);
  }

  static learn(lessons: readonly Lesson[]): ConfidenceModel {
    const parameters = new Float64Array(CANDIDATE_FEATURES.length + NONE_FEATURES.length);
    const model = new ConfidenceModel(parameters);
    const adam = new Adam(parameters);
    for (let step = 0; step < STEPS; step += 1) {
      const gradient = new Float64Array(parameters.length);
      for (const lesson of lessons) model.addGradient(gradient, lesson);
      adam.step(gradient.map((g, i) => g / lessons.length + DECAY * (parameters[i] ?? 0)));
    }
    return model;
  }

  /** Probability 0–1 of each candidate; what is missing to 1 is the chance that none is right. */
  confidences(utterance: MeasuredUtterance): number[] {
    const scores = utterance.candidates.map(({ features }) => dot(this.weights, features));
    const none = dot(this.noneWeights, utterance.features);
    const top = Math.max(none, ...scores);
    const masses = scores.map((score) => Math.exp(score - top));
    const total = masses.reduce((sum, mass) => sum + mass, Math.exp(none - top));
    return masses.map((mass) => mass / total);
  }

  private addGradient(gradient: Float64Array, { utterance, right }: Lesson): void {
    const probabilities = this.confidences(utterance);
    let rest = 1;
    utterance.candidates.forEach(({ features }, i) => {
      const p = probabilities[i] ?? 0;
      rest -= p;
      addScaled(gradient, features, { at: 0, by: p - (i === right ? 1 : 0) });
    });
    addScaled(gradient, utterance.features, { at: this.weights.length, by: rest - (right < 0 ? 1 : 0) });
  }

  /** The learned weights by name, for staff who want to know what counts. */
  describe(): Record<string, number> {
    return Object.fromEntries([
      ...CANDIDATE_FEATURES.map((name, i) => [name, this.weights[i] ?? 0] as const),
      ...NONE_FEATURES.map((name, i) => [`none.${name}`, this.noneWeights[i] ?? 0] as const),
    ]);
  }
}

/** Adam (Kingma & Ba 2015) with the paper's β1 and β2. */
class Adam {
  private readonly mean: Float64Array;
  private readonly variance: Float64Array;
  private t = 0;

  constructor(private readonly parameters: Float64Array) {
    this.mean = new Float64Array(parameters.length);
    this.variance = new Float64Array(parameters.length);
  }

  step(gradient: Float64Array): void {
    this.t += 1;
    gradient.forEach((g, i) => {
      const mean = (this.mean[i] = 0.9 * (this.mean[i] ?? 0) + 0.1 * g);
      const variance = (this.variance[i] = 0.999 * (this.variance[i] ?? 0) + 0.001 * g * g);
      const corrected = mean / (1 - 0.9 ** this.t) / (Math.sqrt(variance / (1 - 0.999 ** this.t)) + 1e-8);
      this.parameters[i] = (this.parameters[i] ?? 0) - RATE * corrected;
    });
  }
}

function dot(weights: Float64Array, features: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < features.length; i += 1) sum += (weights[i] ?? 0) * (features[i] ?? 0);
  return sum;
}

function addScaled(
  into: Float64Array,
  features: readonly number[],
  { at, by }: { at: number; by: number },
): void {
  for (let i = 0; i < features.length; i += 1) into[at + i] = (into[at + i] ?? 0) + by * (features[i] ?? 0);
}
