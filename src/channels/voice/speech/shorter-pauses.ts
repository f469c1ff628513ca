import type { Phoneme } from './label-trace';

/** A stretch of a sound, in seconds from its beginning. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is kept of a sentence: from its first phoneme to its last, and of each pause at most `longest` seconds, half of it on either side of
 *  the cut. The slower the voice, the longer it pauses at a comma, more than a second in the end: that sounds like the end of the answer. */
export function shorterPauses(phonemes: readonly Phoneme[], longest: number): Stretch[] {
  const [first] = phonemes;
  const last = phonemes.at(-1);
  if (first === undefined || last === undefined) return [];
  const long = phonemes.filter(({ name, from, to }) => name === 'pau' && to - from > longest);
  const begins = [first.from, ...long.map(({ to }) => to - longest / 2)];
  const ends = [...long.map(({ from }) => from + longest / 2), last.to];
  return begins.map((from, index) => ({ from, to: ends[index] ?? last.to }));
}

export function secondsOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The samples of these stretches, one after the other, with `margin` seconds more at both ends, so that no soft consonant is cut. */
export function cutOut(
  samples: Int16Array,
  rate: number,
  stretches: readonly Stretch[],
  margin: number,
): Int16Array {
  const parts = stretches.map(({ from, to }, index) => {
    const begin = from - (index === 0 ? margin : 0);
    const end = to + (index === stretches.length - 1 ? margin : 0);
    return samples.subarray(Math.max(0, Math.round(begin * rate)), Math.round(end * rate));
  });
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
