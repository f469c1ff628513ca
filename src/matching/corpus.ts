import type { Analysis } from '../language/analyze';
import type { Matchable } from './matchable';
import { bySpace, type Space } from './spaces';
import type { FeatureTable, TakenApart } from './take-apart';
import { Vocabulary } from './vocabulary';

/** The features of a text that the corpus knows, and how many it does not. */
export interface KnownFeatures {
  readonly ids: Uint32Array;
  readonly strangers: number;
}

/** Every phrasing as numbers, with its owner. */
export class Corpus {
  /** Position in `owners` of each phrasing; phrasings of one owner stand together. */
  readonly ownerOf: Uint32Array;
  readonly texts: readonly string[];
  /** Normalised. */
  readonly normalized: readonly string[];
  readonly tables: Readonly<Record<Space, FeatureTable>>;
  private readonly vocabularies: Readonly<Record<Space, Vocabulary>>;

  /** `taken`: the phrasings of the same owners in the same order (see take-apart.ts). */
  constructor(
    readonly owners: readonly Matchable[],
    { normalized, tables, names }: TakenApart,
  ) {
    this.texts = owners.flatMap(({ phrasings }) => phrasings);
    this.ownerOf = Uint32Array.from(owners.flatMap(({ phrasings }, owner) => phrasings.map(() => owner)));
    this.normalized = normalized;
    this.tables = tables;
    this.vocabularies = bySpace((space) => new Vocabulary(names[space]));
  }

  get size(): number {
    return this.texts.length;
  }

  /** Positions of all phrasings. */
  positions(): Uint32Array {
    return this.ownerOf.map((_, position) => position);
  }

  features(space: Space, position: number): Uint32Array {
    const { ids, starts } = this.tables[space];
    return ids.subarray(starts[position], starts[position + 1]);
  }

  vocabularySize(space: Space): number {
    return this.vocabularies[space].names.length;
  }

  known(space: Space, analysis: Analysis): KnownFeatures {
    const names = analysis[space];
    const found = names.flatMap((name) => this.vocabularies[space].find(name) ?? []);
    return { ids: Uint32Array.from(found).sort(), strangers: names.length - found.length };
  }

  /** For showing staff why something matched. */
  featureName(space: Space, id: number): string {
    return this.vocabularies[space].names[id] ?? '';
  }
}
