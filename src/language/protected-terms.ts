import { toHiragana } from './kana';
import { normalize } from './normalize';
import type { Token, Tokenizer } from './token';

/** A word that must never be cut, with its reading and the homophones that speech recognition writes for it. */
export interface ProtectedTerm {
  readonly term: string;
  readonly reading: string;
  readonly mistaken?: readonly string[];
}

/** Wraps a tokenizer so that protected terms are found first (longest match) and only the rest is analysed. */
export function withProtectedTerms(tokenizer: Tokenizer, terms: readonly ProtectedTerm[]): Tokenizer {
  const spellings = new Map<string, { base: string; reading: string }>();
  for (const { term, reading, mistaken = [] } of terms) {
    const base = normalize(term);
    for (const spelling of [...mistaken.map(normalize), base])
      spellings.set(spelling, { base, reading: toHiragana(reading) });
  }
  if (spellings.size === 0) return tokenizer;
  const longestFirst = [...spellings.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(
    longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'g',
  );

  return (text) => {
    const tokens: Token[] = [];
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      const term = spellings.get(match[0]);
      if (!term) continue;
      tokens.push(...tokenizer(text.slice(end, match.index)));
      tokens.push({ surface: match[0], base: term.base, reading: term.reading, content: true });
      end = match.index + match[0].length;
    }
    tokens.push(...tokenizer(text.slice(end)));
    return tokens;
  };
}
