import { distance as spellingDistance } from 'fastest-levenshtein';

/** Two keys this far apart are different words, not slips of the finger. */
const FAR = 3;

/** The candidate that was probably meant, or undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(FAR, Math.ceil(word.length / 2) + 1);
  for (const candidate of candidates) {
    const distance = spellingDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}
