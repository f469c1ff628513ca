import type { Analysis } from '../language/analyze';
import type { Matchable } from './matchable';
import { bySpace, SPACES, type Space } from './spaces';
import { Vocabulary } from './vocabulary';

/** The features of many texts, one after another: those of text `i` are `ids[starts[i]]` up to `ids[starts[i + 1]]`, ascending. */
export interface FeatureTable {
  readonly ids: Uint32Array;
  readonly starts: Uint32Array;
}

/** Every phrasing taken apart, in the order of the owners and of their phrasings. Plain data: it is kept in a file. */
export interface TakenApart {
  /** Normalised. */
  readonly normalized: readonly string[];
  readonly tables: Readonly<Record<Space, FeatureTable>>;
  /** Names of the features by number. */
  readonly names: Readonly<Record<Space, string[]>>;
}

/** Strings of thousands of phrasings would cost hundreds of megabytes, so each feature becomes a number. */
export function takeApart(owners: readonly Matchable[], analyze: (text: string) => Analysis): TakenApart {
  const normalized: string[] = [];
  const builders = bySpace(() => new TableBuilder());
  for (const { phrasings } of owners) {
    for (const phrasing of phrasings) {
      const analysis = analyze(phrasing);
      normalized.push(analysis.text);
      for (const space of SPACES) builders[space].add(analysis[space]);
    }
  }
  return {
    normalized,
    tables: bySpace((space) => builders[space].build()),
    names: bySpace((space) => builders[space].names),
  };
}

class TableBuilder {
  private readonly vocabulary = new Vocabulary();
  private readonly starts: number[] = [0];
  private ids = new Uint32Array(1024);
  private length = 0;

  get names(): string[] {
    return this.vocabulary.names;
  }

  add(features: readonly string[]): void {
    const start = this.length;
    this.length += features.length;
    while (this.ids.length < this.length) this.grow();
    for (let i = 0; i < features.length; i += 1)
      this.ids[start + i] = this.vocabulary.add(features[i] as string);
    this.ids.subarray(start, this.length).sort();
    this.starts.push(this.length);
  }

  build(): FeatureTable {
    return { ids: this.ids.slice(0, this.length), starts: Uint32Array.from(this.starts) };
  }

  private grow(): void {
    const longer = new Uint32Array(this.ids.length * 2);
    longer.set(this.ids);
    this.ids = longer;
  }
}
