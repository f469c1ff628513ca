import type { FeatureVector } from './feature-space';

/** Cosine of one query with many phrasings of one space, through a scratch array instead of sorting and merging. */
export class SimilarityProbe {
  private readonly scratch: Float32Array;
  private filled: Uint32Array = new Uint32Array(0);

  constructor(size: number) {
    this.scratch = new Float32Array(size);
  }

  /** Sets the query that {@link cosine} compares with. */
  aim(query: FeatureVector): void {
    for (const id of this.filled) this.scratch[id] = 0;
    query.ids.forEach((id, i) => (this.scratch[id] = query.weights[i] ?? 0));
    this.filled = query.ids;
  }

  /** 0–1. */
  cosine(phrasing: FeatureVector): number {
    let sum = 0;
    const { ids, weights } = phrasing;
    for (let i = 0; i < ids.length; i += 1)
      sum += (this.scratch[ids[i] as number] as number) * (weights[i] as number);
    return sum;
  }
}
