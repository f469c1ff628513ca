import { graphemesOf } from './graphemes';

/** Longest text message in UTF-16 units (Messaging API, text message). */
const LONGEST = 5000;
const SENTENCE_END = /[。！？!?\n][」』）)]*/g;

/** A long text in pieces that LINE takes: cut after a sentence where there is one in the second half, and never inside a character. */
export function splitText(text: string, longest = LONGEST): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const at = cutAt(rest, longest);
    pieces.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  return [...pieces, rest].filter((piece) => piece !== '');
}

function cutAt(text: string, longest: number): number {
  const ends = [...text.slice(0, longest).matchAll(SENTENCE_END)].map(
    ({ 0: end, index }) => index + end.length,
  );
  const last = ends.at(-1) ?? 0;
  // A piece that ends exactly at the limit may have lost the mark that belongs to its last sign.
  return last > longest / 2 && last < longest ? last : lastGrapheme(text, longest);
}

function lastGrapheme(text: string, longest: number): number {
  let at = 0;
  for (const sign of graphemesOf(text.slice(0, longest + 100))) {
    if (at + sign.length > longest) break;
    at += sign.length;
  }
  return at > 0 ? at : longest;
}
