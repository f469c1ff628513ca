import type { FeatureSpace, FeatureVector } from './feature-space';

/** How often a feature may be unseen in an entry's phrasings and still be its own (additive smoothing). */
const SMOOTHING = 0.02;
/** Log odds below this say nothing (です, ます) and only cost time. */
const WORTHLESS = 0.05;

/**
 * Which entries a set of features points to: naive Bayes over the phrasings, keeping only evidence *for* an entry
 * (features absent from its phrasings do not count against it, because no list of phrasings is complete).
 * weight(f, e) = max(0, ln (p(f|e) / p(f|others))).
 */
export class TopicIndex {
  private readonly owners: Uint32Array[] = [];
  private readonly logOdds: Float32Array[] = [];
  private readonly documents: number;

  constructor(
    space: FeatureSpace,
    vectors: readonly { readonly owner: number; readonly vector: FeatureVector }[],
    private readonly phrasingsPerOwner: Uint32Array,
  ) {
    this.documents = vectors.length;
    const totals = new Uint32Array(space.size);
    const tables = Array.from({ length: space.size }, () => new Map<number, number>());
    for (const { owner, vector } of vectors) {
      for (const id of vector.ids) {
        const table = tables[id];
        table?.set(owner, (table.get(owner) ?? 0) + 1);
        totals[id] = (totals[id] ?? 0) + 1;
      }
    }
    tables.forEach((table, id) => this.keep(id, table, totals[id] ?? 0));
  }

  private keep(id: number, table: ReadonlyMap<number, number>, total: number): void {
    const useful = [...table].map(([owner, count]) => ({ owner, odds: this.odds(owner, count, total) }));
    const kept = useful.filter(({ odds }) => odds > WORTHLESS);
    this.owners[id] = Uint32Array.from(kept, ({ owner }) => owner);
    this.logOdds[id] = Float32Array.from(kept, ({ odds }) => odds);
  }

  private odds(owner: number, count: number, total: number): number {
    const own = this.phrasingsPerOwner[owner] ?? 0;
    const within = (count + SMOOTHING) / (own + 1);
    const elsewhere = (total - count + 0.5) / (this.documents - own + 1);
    return Math.log(within / elsewhere);
  }

  /** Adds each owner's evidence for the features into `sums` (one cell per owner). */
  addTo(sums: Float64Array, vector: FeatureVector): void {
    for (const id of vector.ids) {
      const owners = this.owners[id];
      const odds = this.logOdds[id];
      if (!owners || !odds) continue;
      for (let i = 0; i < owners.length; i += 1)
        sums[owners[i] as number] = (sums[owners[i] as number] as number) + (odds[i] as number);
    }
  }

  /** How well one owner explains a text: its evidence (nats) and the share 0–1 of the text's rarity that its phrasings contain. */
  explain(owner: number, vector: FeatureVector): { evidence: number; coverage: number } {
    let evidence = 0;
    let covered = 0;
    let known = 0;
    vector.ids.forEach((id, i) => {
      const weight = vector.weights[i] ?? 0;
      known += weight;
      const at = indexOfSorted(this.owners[id], owner);
      if (at < 0) return;
      covered += weight;
      evidence += this.logOdds[id]?.[at] ?? 0;
    });
    return { evidence, coverage: known === 0 ? 0 : (covered / known) * (1 - vector.unknown) };
  }
}

function indexOfSorted(list: Uint32Array | undefined, wanted: number): number {
  let low = 0;
  let high = (list?.length ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = list?.[middle] ?? 0;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
