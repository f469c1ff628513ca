import Fuse from 'fuse.js';

/** Fuse.js' bitap cannot take longer patterns (32 bits); longer utterances have enough words to match by. */
const LONGEST = 32;
/** Fuse.js scores a single character as a perfect match. */
const SHORTEST = 2;

/**
 * How nearly the utterance is contained in one of a few phrasings, letter slips allowed: 0 (not at all) to 1, for each
 * phrasing. Fuse.js scans everything it is given, so it is given a shortlist only; its raw score never leaves as a confidence.
 */
export function fuzzyCloseness(text: string, phrasings: readonly string[]): number[] {
  const closeness = phrasings.map(() => 0);
  const pattern = text.trim();
  if (pattern.length < SHORTEST || pattern.length > LONGEST) return closeness;
  const fuse = new Fuse(phrasings, {
    includeScore: true,
    ignoreLocation: true,
    threshold: 0.6,
    minMatchCharLength: 2,
  });
  for (const { refIndex, score } of fuse.search(pattern)) closeness[refIndex] = 1 - (score ?? 1);
  return closeness;
}
