import type { EmergencyKind } from '../conversation/decision';
import type { Analysis } from '../language/analyze';
import { dangerSigns } from './danger-signs';
import { SPACES } from './spaces';

export type Danger = EmergencyKind | 'none';
const CLASSES: readonly Danger[] = ['none', 'life', 'self-harm'];

/** How likely someone is in danger now; each 0–1, together with "not" 1. */
export interface DangerEstimate extends Readonly<Record<EmergencyKind, number>> {
  /** Whether the words show a known sign (see danger-signs.ts), or the model has only their general likeness to go by. */
  readonly signed: boolean;
}

export interface DangerExample {
  readonly analysis: Analysis;
  readonly danger: Danger;
}

const PASSES = 8;
const RATE = 0.4;
/** A missed danger counts as this many false alarms. */
const COST_OF_A_MISS = 3;
/** A sign is written by people who thought about it; one of them says as much as a handful of words. */
const SIGN_VALUE = 0.7;
const KNOWN_ENOUGH = 0.6;

const SPEAKING_SIGNS = new Set(['sign', 'self-harm']);

interface Feature {
  readonly name: string;
  readonly value: number;
}

/** Features as numbers, the two lists aligned. */
interface Terms {
  readonly ids: Uint32Array;
  readonly values: Float64Array;
}

/**
 * Multinomial logistic regression over words, neighbouring characters, sounds and danger signs, learned by AdaGrad
 * (Duchi et al. 2011) in a fixed order from fixed zeros: the same examples always give the same model. Its own model,
 * because missing a danger costs more than any wrong answer, and staff add examples to it (emergency.yaml).
 */
export class DangerModel {
  private readonly ids = new Map<string, number>();
  private weights = new Float32Array(0);

  static learn(examples: readonly DangerExample[]): DangerModel {
    const model = new DangerModel();
    const rows = examples.map(({ analysis, danger }) => ({
      terms: model.number(analysis),
      right: CLASSES.indexOf(danger),
    }));
    model.weights = new Float32Array(model.ids.size * CLASSES.length);
    const squares = new Float32Array(model.weights.length);
    const order = rows
      .map((row, i) => ({ row, key: (i * 7919) % rows.length }))
      .sort((a, b) => a.key - b.key);
    for (let pass = 0; pass < PASSES; pass += 1) for (const { row } of order) model.step(row, squares);
    return model;
  }

  estimate(analysis: Analysis): DangerEstimate {
    const features = featuresOf(analysis);
    const known = features.filter(({ name }) => this.ids.has(name));
    const signed = dangerSigns(analysis.text).some((sign) => SPEAKING_SIGNS.has(sign));
    // Of a text that is mostly unknown ("hello") the model knows nothing but how common emergencies are among its examples.
    if (!signed && known.length < features.length * KNOWN_ENOUGH) return { life: 0, 'self-harm': 0, signed };
    const [, life = 0, selfHarm = 0] = this.probabilities(this.terms(known));
    return { life, 'self-harm': selfHarm, signed };
  }

  private number(analysis: Analysis): Terms {
    const features = featuresOf(analysis);
    for (const { name } of features) if (!this.ids.has(name)) this.ids.set(name, this.ids.size);
    return this.terms(features);
  }

  private terms(known: readonly Feature[]): Terms {
    return {
      ids: Uint32Array.from(known, ({ name }) => this.ids.get(name) ?? 0),
      values: Float64Array.from(known, ({ value }) => value),
    };
  }

  private step({ terms, right }: { terms: Terms; right: number }, squares: Float32Array): void {
    const { weights } = this;
    const { ids, values } = terms;
    const cost = right === 0 ? 1 : COST_OF_A_MISS;
    const probabilities = this.probabilities(terms);
    for (let c = 0; c < CLASSES.length; c += 1) {
      const error = ((probabilities[c] ?? 0) - (c === right ? 1 : 0)) * cost;
      for (let i = 0; i < ids.length; i += 1) {
        const at = (ids[i] as number) * CLASSES.length + c;
        const gradient = error * (values[i] as number);
        const sum = (squares[at] as number) + gradient * gradient;
        squares[at] = sum;
        weights[at] = (weights[at] as number) - (RATE * gradient) / Math.sqrt(sum + 1e-8);
      }
    }
  }

  private probabilities({ ids, values }: Terms): number[] {
    const scores = CLASSES.map((_, c) => {
      let score = 0;
      for (let i = 0; i < ids.length; i += 1)
        score += (this.weights[(ids[i] as number) * CLASSES.length + c] as number) * (values[i] as number);
      return score;
    });
    const top = Math.max(...scores);
    const masses = scores.map((score) => Math.exp(score - top));
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    return masses.map((mass) => mass / total);
  }
}

function featuresOf(analysis: Analysis): Feature[] {
  const parts = SPACES.flatMap((space) => analysis[space].map((part) => `${space[0] ?? ''}${part}`));
  const value = 1 / Math.sqrt(parts.length + 1);
  const signs = dangerSigns(analysis.text).map((sign) => ({ name: `!${sign}`, value: SIGN_VALUE }));
  return [{ name: '', value }, ...parts.map((name) => ({ name, value })), ...signs];
}
