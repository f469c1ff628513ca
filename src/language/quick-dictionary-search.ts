/** The double array of the dictionary (doublearray 0.0.2): nodes are numbers, children are found by one byte of UTF-8. */
interface Trie {
  commonPrefixSearch(text: string): DictionaryWord[];
  traverse(node: number, byte: number): number;
  readonly bc: { getBase(node: number): number };
}

/** A word that the text begins with, and its number in the dictionary. */
interface DictionaryWord {
  readonly k: string;
  readonly v: number;
}

const ROOT = 0;
const NOT_FOUND = -1;
const END_OF_WORD = 0;

/**
 * Lets kuromoji look up words without copying. kuromoji 0.1.2 converts all the rest of the text to UTF-8 at every character
 * of it, and each word found back again: a third of the time that a text takes. *Only* the lookup is replaced;
 * test/unit/language compares the tokens with the original's.
 */
export function quickDictionarySearch<T extends object>(tokenizer: T): T {
  const { trie } = (tokenizer as unknown as { viterbi_builder: { trie: Trie } }).viterbi_builder;
  trie.commonPrefixSearch = (text) => wordsAtStart(trie, text);
  return tokenizer;
}

function wordsAtStart(trie: Trie, text: string): DictionaryWord[] {
  const words: DictionaryWord[] = [];
  let node = ROOT;
  for (let end = 1; end <= text.length; end += 1) {
    node = step(trie, node, text.charCodeAt(end - 1));
    if (node === NOT_FOUND) break;
    const last = trie.traverse(node, END_OF_WORD);
    if (last !== NOT_FOUND) words.push({ k: text.slice(0, end), v: -trie.bc.getBase(last) - 1 });
  }
  return words;
}

/** One character on, by its one to three bytes of UTF-8. The dictionary has no surrogates, so half of a pair leads nowhere. */
function step(trie: Trie, node: number, code: number): number {
  if (code < 0x80) return trie.traverse(node, code);
  if (code < 0x800) return next(trie, trie.traverse(node, (code >> 6) | 0xc0), (code & 0x3f) | 0x80);
  const second = next(trie, trie.traverse(node, (code >> 12) | 0xe0), ((code >> 6) & 0x3f) | 0x80);
  return next(trie, second, (code & 0x3f) | 0x80);
}

function next(trie: Trie, node: number, byte: number): number {
  return node === NOT_FOUND ? NOT_FOUND : trie.traverse(node, byte);
}
