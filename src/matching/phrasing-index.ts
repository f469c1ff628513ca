import type { Analysis } from '../language/analyze';
import type { MeasuredCandidate, MeasuredUtterance } from './candidate-features';
import type { Corpus } from './corpus';
import { fuzzyCloseness } from './fuzzy-retriever';
import { kindOdds, kindsOf, QuestionKinds, type KindOdds } from './question-kind';
import { SpaceIndex, type FeatureVector } from './space-index';
import { spaceNumbers, type SpaceNumbers } from './space-numbers';
import { bySpace, SPACES, type Space } from './spaces';

export type Vectors = Readonly<Record<Space, FeatureVector>>;

/** How many owners each retriever brings to the table, and how many are measured closely. */
const PER_RETRIEVER = 8;
const SHORTLIST = 14;
const FUZZY_OWNERS = 3;
const NEAREST = 3;

/** What is looked for: the words as numbers, and a little of the text itself. */
export interface Query {
  readonly vectors: Vectors;
  /** Normalised. */
  readonly text: string;
  readonly words: number;
}

/** What is counted once for an index. Plain data: it is kept in a file. */
export interface IndexNumbers {
  /** Of the phrasings that the index knows, ascending. */
  readonly positions: Uint32Array;
  readonly spaces: Readonly<Record<Space, SpaceNumbers>>;
  readonly kinds: KindOdds;
}

/** Counts for an index that knows the phrasings at these positions. */
export function indexNumbers(corpus: Corpus, positions: Uint32Array): IndexNumbers {
  return {
    positions,
    spaces: bySpace((space) => spaceNumbers(corpus, space, positions)),
    kinds: kindOdds(corpus, positions),
  };
}

/** Phrasings of a corpus, indexed by words, neighbouring characters and sounds. */
export class PhrasingIndex {
  private readonly spaces: Readonly<Record<Space, SpaceIndex>>;
  private readonly phrasingsOf: readonly Uint32Array[];
  private readonly kinds: QuestionKinds;

  constructor(
    private readonly corpus: Corpus,
    { positions, spaces, kinds }: IndexNumbers,
  ) {
    this.kinds = new QuestionKinds(kinds);
    this.spaces = bySpace((space) => new SpaceIndex(corpus.tables[space], spaces[space]));
    const lists: number[][] = corpus.owners.map(() => []);
    for (const position of positions) lists[corpus.ownerOf[position] as number]?.push(position);
    this.phrasingsOf = lists.map((list) => Uint32Array.from(list));
  }

  query(analysis: Analysis): Query {
    const vectors = bySpace((space) => this.spaces[space].vector(this.corpus.known(space, analysis)));
    return { vectors, text: analysis.text, words: analysis.words.length };
  }

  /** One of the corpus's own phrasings as a query. */
  queryOf(position: number): Query {
    const vectors = bySpace((space) =>
      this.spaces[space].vector({ ids: this.corpus.features(space, position), strangers: 0 }),
    );
    return {
      vectors,
      text: this.corpus.normalized[position] ?? '',
      words: this.corpus.features('words', position).length,
    };
  }

  /** Finds and measures the owners that may answer, most promising first. */
  measure(query: Query): MeasuredUtterance {
    const { vectors } = query;
    for (const space of SPACES) this.spaces[space].aimAt(vectors[space]);
    const rows = this.shortlist(vectors).map((owner) => this.measureOwner(owner, vectors));
    rows.sort((a, b) => b.total - a.total || a.owner - b.owner);
    const strongest = Math.max(1e-9, rows[0]?.total ?? 0);
    const fuzzy = this.fuzzy(query.text, rows);
    const kinds = kindsOf(query.text);
    const candidates: MeasuredCandidate[] = rows.map((row, i) => ({
      owner: row.owner,
      nearest: row.near.positions[0] ?? -1,
      features: [
        row.total / strongest,
        ...row.evidence,
        row.near.best,
        row.near.mean,
        ...row.coverage,
        fuzzy[i] ?? 0,
        this.kinds.fit(row.owner, kinds),
      ],
    }));
    return { candidates, features: noneFeatures(query, candidates) };
  }

  /** Each space is a retriever of its own; an owner found by any of them is looked at. */
  private shortlist(vectors: Vectors): number[] {
    const total = new Float64Array(this.corpus.owners.length);
    const chosen = new Set<number>();
    for (const space of SPACES) {
      const sums = new Float64Array(total.length);
      this.spaces[space].addEvidence(sums, vectors[space]);
      for (const owner of topPositions(sums, PER_RETRIEVER)) chosen.add(owner);
      for (let owner = 0; owner < total.length; owner += 1)
        total[owner] = (total[owner] as number) + (sums[owner] as number);
    }
    return [...chosen].sort((a, b) => (total[b] ?? 0) - (total[a] ?? 0) || a - b).slice(0, SHORTLIST);
  }

  private measureOwner(owner: number, vectors: Vectors) {
    const explained = SPACES.map((space) => this.spaces[space].explain(owner, vectors[space]));
    const total = explained.reduce((sum, { evidence }) => sum + evidence, 0);
    const evidence = explained.map((e, i) => e.evidence / Math.max(1, vectors[SPACES[i] as Space].mass));
    const coverage = [explained[0]?.coverage ?? 0, explained[2]?.coverage ?? 0];
    return { owner, total, evidence, coverage, near: this.near(owner) };
  }

  /** The owner's phrasings most like the query, at most {@link NEAREST}, the first of equals first. */
  private near(owner: number): { best: number; mean: number; positions: readonly number[] } {
    const positions: number[] = [];
    const similarities: number[] = [];
    for (const position of this.phrasingsOf[owner] ?? []) {
      const similarity = this.similarity(position);
      let at = positions.length;
      while (at > 0 && (similarities[at - 1] as number) < similarity) at -= 1;
      if (at === NEAREST) continue;
      positions.splice(at, 0, position);
      similarities.splice(at, 0, similarity);
      positions.length = similarities.length = Math.min(NEAREST, positions.length);
    }
    const mean = similarities.reduce((sum, similarity) => sum + similarity, 0) / NEAREST;
    return { best: similarities[0] ?? 0, mean, positions };
  }

  /** Mean cosine over the spaces between the query aimed at and one phrasing. */
  private similarity(position: number): number {
    const { words, bigrams, sounds } = this.spaces;
    return (words.cosine(position) + bigrams.cosine(position) + sounds.cosine(position)) / SPACES.length;
  }

  private fuzzy(
    text: string,
    rows: readonly { readonly near: { readonly positions: readonly number[] } }[],
  ): number[] {
    const looked = rows
      .slice(0, FUZZY_OWNERS)
      .flatMap(({ near }, row) => near.positions.slice(0, 1).map((position) => ({ row, position })));
    const closeness = fuzzyCloseness(
      text,
      looked.map(({ position }) => this.corpus.normalized[position] ?? ''),
    );
    const best = rows.map(() => 0);
    looked.forEach(({ row }, i) => (best[row] = Math.max(best[row] ?? 0, closeness[i] ?? 0)));
    return best;
  }
}

function noneFeatures({ vectors, words }: Query, candidates: readonly MeasuredCandidate[]): number[] {
  const best = (feature: number) =>
    Math.max(0, ...candidates.map((candidate) => candidate.features[feature] ?? 0));
  const second = candidates[1]?.features[0] ?? 0;
  const { words: wordVector, sounds } = vectors;
  return [
    1,
    wordVector.unknown,
    sounds.unknown,
    best(5),
    best(6),
    Math.min(1, words / 10),
    second,
    best(1),
    best(3),
    best(8),
    best(4),
  ];
}

function topPositions(sums: Float64Array, count: number): number[] {
  const top: number[] = [];
  for (let position = 0; position < sums.length; position += 1) {
    const sum = sums[position] as number;
    if (sum <= 0 || (top.length === count && sum <= (sums[top[count - 1] as number] as number))) continue;
    let at = top.length;
    while (at > 0 && (sums[top[at - 1] as number] as number) < sum) at -= 1;
    top.splice(at, 0, position);
    if (top.length > count) top.pop();
  }
  return top;
}
