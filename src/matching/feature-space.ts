/** One way of looking at a text: its words, its neighbouring characters, or its sounds. */
export const SPACES = ['words', 'bigrams', 'sounds'] as const;
export type Space = (typeof SPACES)[number];

/** A set of features with unit length: ids ascending, weights aligned. */
export interface FeatureVector {
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
  /** Sum of the rarities of all features, unknown ones included, in nats. */
  readonly mass: number;
  /** Share 0–1 of the text's weight that no phrasing knows. */
  readonly unknown: number;
}

/** Numbers the features of one space and weighs them by rarity among the phrasings (inverse document frequency). */
export class FeatureSpace {
  private readonly ids = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly documentFrequency: number[] = [];
  private documents = 0;

  /** Counts a phrasing's features; call for every phrasing before the first {@link vector}. */
  add(features: readonly string[]): void {
    this.documents += 1;
    for (const feature of features) {
      let id = this.ids.get(feature);
      if (id === undefined) {
        id = this.names.push(feature) - 1;
        this.ids.set(feature, id);
      }
      this.documentFrequency[id] = (this.documentFrequency[id] ?? 0) + 1;
    }
  }

  get size(): number {
    return this.names.length;
  }

  /** ln(1 + N / (1 + df)), in nats. */
  rarity(id: number): number {
    return Math.log(1 + this.documents / (1 + (this.documentFrequency[id] ?? 0)));
  }

  vector(features: readonly string[]): FeatureVector {
    const known = features.map((feature) => this.ids.get(feature)).filter((id) => id !== undefined);
    const ids = Uint32Array.from(known).sort();
    const weights = Float32Array.from(ids, (id) => this.rarity(id));
    const strangers = features.length - known.length;
    const strangeness = Math.log(1 + this.documents);
    const mass = weights.reduce((sum, weight) => sum + weight, 0) + strangers * strangeness;
    const squares = weights.reduce((sum, weight) => sum + weight * weight, 0) + strangers * strangeness ** 2;
    const length = Math.sqrt(squares) || 1;
    return {
      ids,
      weights: weights.map((weight) => weight / length),
      mass,
      unknown: mass === 0 ? 1 : (strangers * strangeness) / mass,
    };
  }

  /** The feature with this id, for showing staff why something matched. */
  name(id: number): string {
    return this.names[id] ?? '';
  }
}
