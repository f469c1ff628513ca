import type { Analysis } from '../language/analyze';
import type { Matchable } from './matchable';
import { SPACES, type Space } from './spaces';

/** Numbers the features of one space in order of appearance. */
class Vocabulary {
  private readonly ids = new Map<string, number>();
  private readonly names: string[] = [];

  get size(): number {
    return this.names.length;
  }

  add(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    this.ids.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  find(name: string): number | undefined {
    return this.ids.get(name);
  }

  name(id: number): string {
    return this.names[id] ?? '';
  }
}

/** The features of many texts, one after another: those of text `i` are `ids[starts[i]]` up to `ids[starts[i + 1]]`, ascending. */
export interface FeatureTable {
  readonly ids: Uint32Array;
  readonly starts: Uint32Array;
}

/** The features of a text that the corpus knows, and how many it does not. */
export interface KnownFeatures {
  readonly ids: Uint32Array;
  readonly strangers: number;
}

/** Every phrasing as numbers. Strings of thousands of phrasings would cost hundreds of megabytes. */
export class Corpus {
  readonly owners: readonly Matchable[];
  /** Position in `owners` of each phrasing; phrasings of one owner stand together. */
  readonly ownerOf: Uint32Array;
  readonly texts: readonly string[];
  /** Normalised. */
  readonly normalized: readonly string[];
  readonly tables: Readonly<Record<Space, FeatureTable>>;
  private readonly vocabularies: Readonly<Record<Space, Vocabulary>> = {
    words: new Vocabulary(),
    bigrams: new Vocabulary(),
    sounds: new Vocabulary(),
  };

  constructor(owners: readonly Matchable[], analyze: (text: string) => Analysis) {
    this.owners = owners;
    const rows = owners.flatMap(({ phrasings }, owner) => phrasings.map((text) => ({ owner, text })));
    this.ownerOf = Uint32Array.from(rows, ({ owner }) => owner);
    this.texts = rows.map(({ text }) => text);
    const normalized: string[] = [];
    const builders = { words: new TableBuilder(), bigrams: new TableBuilder(), sounds: new TableBuilder() };
    for (const { text } of rows) {
      const analysis = analyze(text);
      normalized.push(analysis.text);
      for (const space of SPACES)
        builders[space].add(analysis[space].map((name) => this.vocabularies[space].add(name)));
    }
    this.normalized = normalized;
    this.tables = {
      words: builders.words.build(),
      bigrams: builders.bigrams.build(),
      sounds: builders.sounds.build(),
    };
  }

  get size(): number {
    return this.texts.length;
  }

  features(space: Space, position: number): Uint32Array {
    const { ids, starts } = this.tables[space];
    return ids.subarray(starts[position], starts[position + 1]);
  }

  vocabularySize(space: Space): number {
    return this.vocabularies[space].size;
  }

  known(space: Space, analysis: Analysis): KnownFeatures {
    const names = analysis[space];
    const found = names.flatMap((name) => this.vocabularies[space].find(name) ?? []);
    return { ids: Uint32Array.from(found).sort(), strangers: names.length - found.length };
  }

  /** For showing staff why something matched. */
  featureName(space: Space, id: number): string {
    return this.vocabularies[space].name(id);
  }
}

class TableBuilder {
  private readonly rows: Uint32Array[] = [];
  private length = 0;

  add(ids: readonly number[]): void {
    this.rows.push(Uint32Array.from(ids).sort());
    this.length += ids.length;
  }

  build(): FeatureTable {
    const ids = new Uint32Array(this.length);
    const starts = new Uint32Array(this.rows.length + 1);
    this.rows.forEach((row, i) => {
      const start = starts[i] ?? 0;
      ids.set(row, start);
      starts[i + 1] = start + row.length;
    });
    return { ids, starts };
  }
}
