import type { EmergencyKind } from '../conversation/decision';
import type { Analysis } from '../language/analyze';
import { dangerSigns } from './danger-signs';
import { dangerTerms, partName, type Terms } from './danger-terms';
import { SPACES } from './spaces';
import { Vocabulary } from './vocabulary';

export type Danger = EmergencyKind | 'none';
export const DANGERS: readonly Danger[] = ['none', 'life', 'self-harm'];

/** How likely someone is in danger now; each 0–1, together with "not" 1. */
export interface DangerEstimate extends Readonly<Record<EmergencyKind, number>> {
  /** Whether the words show a known sign (see danger-signs.ts), or the model has only their general likeness to go by. */
  readonly signed: boolean;
}

/** What was learned (see danger-lessons.ts). Plain data: it is kept in a file. */
export interface DangerWeights {
  /** Names of the features, by number. */
  readonly names: string[];
  /** For each feature one weight for each of {@link DANGERS}. */
  readonly weights: Float32Array;
}

const KNOWN_ENOUGH = 0.6;
const SPEAKING_SIGNS = new Set(['sign', 'self-harm']);

/**
 * Multinomial logistic regression over words, neighbouring characters, sounds and danger signs. Its own model, because
 * missing a danger costs more than any wrong answer, and staff add examples to it (emergency.yaml).
 */
export class DangerModel {
  private readonly vocabulary: Vocabulary;
  private readonly weights: Float32Array;

  constructor({ names, weights }: DangerWeights) {
    this.vocabulary = new Vocabulary(names);
    this.weights = weights;
  }

  estimate(analysis: Analysis): DangerEstimate {
    const signs = dangerSigns(analysis.text);
    const signed = signs.some((sign) => SPEAKING_SIGNS.has(sign));
    const find = (name: string) => this.vocabulary.find(name);
    const parts = SPACES.flatMap((space) => analysis[space].map((part) => find(partName(space, part))));
    const terms = dangerTerms(signs, parts, find);
    // Of a text that is mostly unknown ("hello") the model knows nothing but how common emergencies are among its examples.
    if (!signed && terms.ids.length < (1 + parts.length + signs.length) * KNOWN_ENOUGH)
      return { life: 0, 'self-harm': 0, signed };
    const [, life = 0, selfHarm = 0] = dangerProbabilities(this.weights, terms);
    return { life, 'self-harm': selfHarm, signed };
  }
}

/** Softmax over {@link DANGERS}. */
export function dangerProbabilities(weights: Float32Array, { ids, values }: Terms): number[] {
  const scores = DANGERS.map((_, danger) => score({ weights, danger }, ids, values));
  const top = Math.max(...scores);
  const masses = scores.map((score) => Math.exp(score - top));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => mass / total);
}

function score(
  { weights, danger }: { weights: Float32Array; danger: number },
  ids: Uint32Array,
  values: Float64Array,
): number {
  const width = DANGERS.length; // a local: looked up millions of times while learning
  let sum = 0;
  for (let i = 0; i < ids.length; i += 1)
    sum += (weights[(ids[i] as number) * width + danger] as number) * (values[i] as number);
  return sum;
}
