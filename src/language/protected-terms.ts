import { toHiragana } from './kana';
import { normalize } from './normalize';
import type { Token, Tokenizer } from './token';

/** A word that must never be cut, with its reading and the homophones that speech recognition writes for it. */
export interface ProtectedTerm {
  readonly term: string;
  readonly reading: string;
  readonly mistaken?: readonly string[] | undefined;
}

/** Wraps a tokenizer so that protected terms are found first (longest match) and only the rest is analysed. */
export function withProtectedTerms(tokenizer: Tokenizer, terms: readonly ProtectedTerm[]): Tokenizer {
  const spellings = new SpellingTable(terms);
  return (text) => {
    const tokens: Token[] = [];
    let end = 0;
    for (let start = 0; start < text.length; start += 1) {
      const found = spellings.longestAt(text, start);
      if (!found) continue;
      tokens.push(...tokenizer(text.slice(end, start)), { ...found, content: true });
      end = start + found.surface.length;
      start = end - 1;
    }
    tokens.push(...tokenizer(text.slice(end)));
    return tokens;
  };
}

type Spelling = Pick<Token, 'surface' | 'base' | 'reading'>;

/** Spellings by their first character, longest first: one look at most positions of a text. */
class SpellingTable {
  private readonly byFirst = new Map<string, Spelling[]>();

  constructor(terms: readonly ProtectedTerm[]) {
    for (const { term, reading, mistaken = [] } of terms) {
      const base = normalize(term);
      for (const surface of [base, ...mistaken.map(normalize)])
        this.add({ surface, base, reading: toHiragana(reading) });
    }
    for (const list of this.byFirst.values()) list.sort((a, b) => b.surface.length - a.surface.length);
  }

  longestAt(text: string, start: number): Spelling | undefined {
    return this.byFirst.get(text.charAt(start))?.find(({ surface }) => text.startsWith(surface, start));
  }

  private add(spelling: Spelling): void {
    const first = spelling.surface.charAt(0);
    this.byFirst.set(first, [...(this.byFirst.get(first) ?? []), spelling]);
  }
}
