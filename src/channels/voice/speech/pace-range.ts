import type { Pace } from '../ports';

/** Mora a second, pauses within the sentence included. */
export interface PaceRange {
  readonly aim: number;
  readonly least: number;
  readonly most: number;
}

/** Elderly listeners understand 4 to 5 mora a second better than 6 (Narita et al. 2011), and broadcasters read easy Japanese at 4.7 to
 *  5.8 (NHK). */
const PACES: Readonly<Record<Pace, PaceRange>> = {
  normal: { aim: 5, least: 4.6, most: 5.4 },
  slow: { aim: 4.17, least: 4.03, most: 4.28 },
};
/** One breath: no sentence at the normal pace takes longer, as far as 5.5 mora a second allow. */
const BREATH_SECONDS = 6.98;
const FASTEST = 5.5;
/** A word or two has no pace: a single vowel more or less would change it. */
const SHORTEST = 6;

/** The pace for a sentence of so many morae. */
export function paceRange(pace: Pace, morae: number): PaceRange {
  if (morae < SHORTEST) return { aim: PACES[pace].aim, least: 0, most: Infinity };
  const breath = morae / BREATH_SECONDS;
  if (pace === 'slow') return PACES.slow;
  if (breath <= PACES.normal.aim) return { ...PACES.normal, least: Math.max(PACES.normal.least, breath) };
  const least = Math.min(FASTEST - 0.06, breath);
  return { aim: (least + FASTEST) / 2, least, most: FASTEST };
}
