import type { Analysis } from '../language/analyze';
import type { MeasuredCandidate, MeasuredUtterance } from './candidate-features';
import type { Matchable, PhrasingDocument } from './document';
import { FeatureSpace, SPACES, type FeatureVector, type Space } from './feature-space';
import { fuzzyCloseness } from './fuzzy-retriever';
import { SimilarityProbe } from './phrasing-similarity';
import { TopicIndex } from './topic-index';

export type Vectors = Readonly<Record<Space, FeatureVector>>;

/** How many owners each retriever brings to the table, and how many are measured closely. */
const PER_RETRIEVER = 8;
const SHORTLIST = 14;
const FUZZY_OWNERS = 5;
const FUZZY_PHRASINGS = 3;

interface Nearness {
  readonly best: number;
  readonly mean: number;
  /** Positions of the nearest documents, nearest first. */
  readonly nearest: readonly number[];
}

/** All phrasings, indexed by words, neighbouring characters and sounds. */
export class PhrasingIndex {
  readonly vectors: readonly Vectors[];
  private readonly documentsOf: readonly (readonly number[])[];
  private readonly topics: Readonly<Record<Space, TopicIndex>>;
  private readonly spaces: Readonly<Record<Space, FeatureSpace>>;
  private readonly probes: Readonly<Record<Space, SimilarityProbe>>;

  /** `documents`: at least one a owner, in the owners' order. */
  constructor(
    readonly owners: readonly Matchable[],
    readonly documents: readonly PhrasingDocument[],
  ) {
    this.spaces = bySpace(() => new FeatureSpace());
    for (const { analysis } of this.documents)
      for (const space of SPACES) this.spaces[space].add(analysis[space]);
    this.vectors = this.documents.map(({ analysis }) => this.vectorsOf(analysis));
    const documentsOf = owners.map((): number[] => []);
    this.documents.forEach(({ owner }, position) => documentsOf[owner]?.push(position));
    this.documentsOf = documentsOf;
    const perOwner = Uint32Array.from(documentsOf, (list) => list.length);
    this.topics = bySpace((space) => {
      const rows = this.documents.map(({ owner }, i) => ({
        owner,
        vector: (this.vectors[i] as Vectors)[space],
      }));
      return new TopicIndex(this.spaces[space], rows, perOwner);
    });
    this.probes = bySpace((space) => new SimilarityProbe(this.spaces[space].size));
  }

  vectorsOf(analysis: Analysis): Vectors {
    return bySpace((space) => this.spaces[space].vector(analysis[space]));
  }

  featureName(space: Space, id: number): string {
    return this.spaces[space].name(id);
  }

  /** Finds and measures the owners that may answer, most promising first. */
  measure(analysis: Analysis, vectors: Vectors): MeasuredUtterance {
    const shortlist = this.shortlist(vectors);
    for (const space of SPACES) this.probes[space].aim(vectors[space]);
    const rows = shortlist.map((owner) => this.measureOwner(owner, vectors));
    const strongest = Math.max(1e-9, ...rows.map((row) => row.total));
    rows.sort((a, b) => b.total - a.total);
    const fuzzy = this.fuzzy(analysis.text, rows);
    const candidates: MeasuredCandidate[] = rows.map((row, i) => ({
      owner: row.owner,
      nearest: row.nearness.nearest[0] ?? -1,
      features: [
        row.total / strongest,
        ...row.evidence,
        row.nearness.best,
        row.nearness.mean,
        ...row.coverage,
        fuzzy[i] ?? 0,
      ],
    }));
    return { candidates, features: noneFeatures(analysis, vectors, candidates) };
  }

  /** Each space is a retriever of its own; an owner found by any of them is looked at. */
  private shortlist(vectors: Vectors): number[] {
    const total = new Float64Array(this.owners.length);
    const chosen = new Set<number>();
    for (const space of SPACES) {
      const sums = new Float64Array(this.owners.length);
      this.topics[space].addTo(sums, vectors[space]);
      for (const owner of topPositions(sums, PER_RETRIEVER)) chosen.add(owner);
      sums.forEach((sum, owner) => (total[owner] = (total[owner] ?? 0) + sum));
    }
    return [...chosen].sort((a, b) => (total[b] ?? 0) - (total[a] ?? 0) || a - b).slice(0, SHORTLIST);
  }

  private measureOwner(owner: number, vectors: Vectors) {
    const explained = SPACES.map((space) => this.topics[space].explain(owner, vectors[space]));
    const total = explained.reduce((sum, { evidence }) => sum + evidence, 0);
    const evidence = explained.map((e, i) => e.evidence / Math.max(1, vectors[SPACES[i] as Space].mass));
    const coverage = [explained[0]?.coverage ?? 0, explained[2]?.coverage ?? 0];
    return { owner, total, evidence, coverage, nearness: this.nearness(owner) };
  }

  private nearness(owner: number): Nearness {
    const near = (this.documentsOf[owner] ?? [])
      .map((position) => ({ position, similarity: this.similarity(position) }))
      .sort((a, b) => b.similarity - a.similarity || a.position - b.position)
      .slice(0, FUZZY_PHRASINGS);
    const mean = near.reduce((sum, { similarity }) => sum + similarity, 0) / FUZZY_PHRASINGS;
    return { best: near[0]?.similarity ?? 0, mean, nearest: near.map(({ position }) => position) };
  }

  /** Mean cosine over the spaces between the query aimed at and one document. */
  private similarity(position: number): number {
    const vectors = this.vectors[position] as Vectors;
    return SPACES.reduce((sum, space) => sum + this.probes[space].cosine(vectors[space]), 0) / SPACES.length;
  }

  private fuzzy(text: string, rows: readonly { readonly nearness: Nearness }[]): number[] {
    const looked = rows
      .slice(0, FUZZY_OWNERS)
      .flatMap(({ nearness }, row) => nearness.nearest.map((position) => ({ row, position })));
    const closeness = fuzzyCloseness(
      text,
      looked.map(({ position }) => this.documents[position]?.analysis.text ?? ''),
    );
    const best = rows.map(() => 0);
    looked.forEach(({ row }, i) => (best[row] = Math.max(best[row] ?? 0, closeness[i] ?? 0)));
    return best;
  }
}

function noneFeatures(
  analysis: Analysis,
  vectors: Vectors,
  candidates: readonly MeasuredCandidate[],
): number[] {
  const best = (feature: number) =>
    Math.max(0, ...candidates.map((candidate) => candidate.features[feature] ?? 0));
  return [
    1,
    vectors.words.unknown,
    vectors.sounds.unknown,
    best(5),
    best(6),
    Math.min(1, analysis.words.length / 10),
    candidates[1]?.features[0] ?? 0,
    best(1),
    best(3),
    best(8),
    best(4),
  ];
}

function topPositions(sums: Float64Array, count: number): number[] {
  const top: number[] = [];
  sums.forEach((sum, position) => {
    if (sum <= 0 || (top.length === count && sum <= (sums[top[count - 1] as number] ?? 0))) return;
    let at = top.length;
    while (at > 0 && (sums[top[at - 1] as number] ?? 0) < sum) at -= 1;
    top.splice(at, 0, position);
    if (top.length > count) top.pop();
  });
  return top;
}

function bySpace<T>(make: (space: Space) => T): Record<Space, T> {
  return { words: make('words'), bigrams: make('bigrams'), sounds: make('sounds') };
}
