import { soundOf } from './kana';
import { normalize } from './normalize';
import type { Token, Tokenizer } from './token';

/** An utterance or phrasing taken apart for matching. Each list is free of duplicates, in order of appearance. */
export interface Analysis {
  /** The normalised text. */
  readonly text: string;
  /** Dictionary forms of the content words, and `=group` for each synonym group touched. */
  readonly words: readonly string[];
  /** Neighbouring characters, so that a bad segmentation never means "no answer". */
  readonly bigrams: readonly string[];
  /** Neighbouring sounds (three at a time): kana-only input and homophones meet the phrasing here. */
  readonly sounds: readonly string[];
}

export type Analyzer = (text: string) => Analysis;

/** What only the dictionary can tell of a normalised text; the costly part of an analysis. */
export interface Lexemes {
  readonly words: readonly string[];
  /** How it sounds, in hiragana, spellings folded. */
  readonly sound: string;
}

export type Lexer = (normalized: string) => Lexemes;

const SILENT = /[\s、。,.!?「」『』()・…:;'"/\\\-*#<>]/g;
const SOUND_LENGTH = 3;

/** Builds the analyzer from a lexer. */
export function makeAnalyzer(lexer: Lexer): Analyzer {
  return (raw) => {
    const text = normalize(raw);
    const { words, sound } = lexer(text);
    return { text, words, bigrams: grams(text.replace(SILENT, ''), 2), sounds: grams(sound, SOUND_LENGTH) };
  };
}

/** Builds the lexer. `synonyms`: groups of words that mean the same to a citizen here. */
export function makeLexer(tokenizer: Tokenizer, synonyms: readonly (readonly string[])[]): Lexer {
  const groups = synonymGroups(synonyms);
  return (text) => {
    const tokens = tokenizer(text);
    const sound = soundOf(
      tokens
        .map((token) => token.reading)
        .join('')
        .replace(SILENT, ''),
    );
    return { words: unique(wordsOf(tokens, groups)), sound };
  };
}

function wordsOf(tokens: readonly Token[], groups: ReadonlyMap<string, readonly string[]>): string[] {
  const words: string[] = [];
  tokens.forEach((token, i) => {
    if (token.content && token.surface.replace(SILENT, '') !== '') {
      words.push(token.base, ...(groups.get(token.base) ?? groups.get(token.surface) ?? []));
    }
    const next = tokens[i + 1];
    if (next)
      words.push(
        ...(groups.get(token.surface + next.surface) ?? groups.get(token.surface + next.base) ?? []),
      );
  });
  return words;
}

function synonymGroups(synonyms: readonly (readonly string[])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const group of synonyms) {
    const name = `=${normalize(group[0] ?? '')}`;
    for (const word of new Set(group.map(normalize))) groups.set(word, [...(groups.get(word) ?? []), name]);
  }
  return groups;
}

function grams(text: string, length: number): string[] {
  if (text.length < length) return text === '' ? [] : [text];
  const found = new Set<string>();
  for (let end = length; end <= text.length; end += 1) found.add(text.slice(end - length, end));
  return [...found];
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
