import type { KnownFeatures } from './corpus';
import type { SpaceNumbers } from './space-numbers';
import type { FeatureTable } from './take-apart';

/** A text as this space sees it: weights aligned with ids, of unit length together with the unknown features. */
export interface FeatureVector {
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
  /** Sum of the rarities of all features, unknown ones included, in nats. */
  readonly mass: number;
  /** Share 0–1 of the mass that no phrasing knows. */
  readonly unknown: number;
}

/** Phrasings of a corpus seen through one space: who owns which feature, and how near a text is to a phrasing. */
export class SpaceIndex {
  private readonly aim: Float32Array;
  private aimed: Uint32Array = new Uint32Array(0);

  constructor(
    private readonly table: FeatureTable,
    private readonly numbers: SpaceNumbers,
  ) {
    this.aim = new Float32Array(numbers.rarity.length);
  }

  vector({ ids: known, strangers }: KnownFeatures): FeatureVector {
    const ids = known.filter((id) => (this.numbers.rarity[id] ?? 0) > 0);
    const unknown = strangers + known.length - ids.length;
    const mass =
      ids.reduce((sum, id) => sum + (this.numbers.rarity[id] ?? 0), 0) + unknown * this.numbers.strangeness;
    const length = this.lengthOf(ids, unknown) || 1;
    const weights = Float32Array.from(ids, (id) => (this.numbers.rarity[id] ?? 0) / length);
    return { ids, weights, mass, unknown: mass === 0 ? 1 : (unknown * this.numbers.strangeness) / mass };
  }

  /** Adds each owner's evidence for the text into `sums` (one cell per owner), in nats. */
  addEvidence(sums: Float64Array, { ids }: FeatureVector): void {
    const { starts, owners, odds } = this.numbers.postings;
    for (const id of ids) {
      for (let i = starts[id] ?? 0; i < (starts[id + 1] ?? 0); i += 1) {
        const owner = owners[i] as number;
        sums[owner] = (sums[owner] as number) + (odds[i] as number);
      }
    }
  }

  /** How well one owner explains a text: its evidence (nats) and the share 0–1 of the text's rarity that its phrasings contain. */
  explain(owner: number, { ids, weights, unknown }: FeatureVector): { evidence: number; coverage: number } {
    let evidence = 0;
    let covered = 0;
    let known = 0;
    ids.forEach((id, i) => {
      const weight = weights[i] ?? 0;
      known += weight;
      const at = this.find(id, owner);
      if (at < 0) return;
      covered += weight;
      evidence += this.numbers.postings.odds[at] ?? 0;
    });
    return { evidence, coverage: known === 0 ? 0 : (covered / known) * (1 - unknown) };
  }

  /** Sets the text that {@link cosine} compares with. */
  aimAt({ ids, weights }: FeatureVector): void {
    for (const id of this.aimed) this.aim[id] = 0;
    ids.forEach((id, i) => (this.aim[id] = (weights[i] ?? 0) * (this.numbers.rarity[id] ?? 0)));
    this.aimed = ids;
  }

  /** 0–1, between the text aimed at and a phrasing. */
  cosine(position: number): number {
    const { ids, starts } = this.table;
    let sum = 0;
    for (let i = starts[position] ?? 0; i < (starts[position + 1] ?? 0); i += 1)
      sum += this.aim[ids[i] as number] as number;
    return sum * (this.numbers.scale[position] ?? 0);
  }

  private lengthOf(ids: Uint32Array, unknown: number): number {
    let squares = unknown * this.numbers.strangeness ** 2;
    for (const id of ids) squares += (this.numbers.rarity[id] ?? 0) ** 2;
    return Math.sqrt(squares);
  }

  private find(id: number, owner: number): number {
    const { starts, owners } = this.numbers.postings;
    let low = starts[id] ?? 0;
    let high = (starts[id + 1] ?? 0) - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const value = owners[middle] ?? 0;
      if (value === owner) return middle;
      if (value < owner) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
