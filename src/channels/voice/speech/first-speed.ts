import type { Pace } from '../ports';
import { paceRange } from './pace-range';

/** The program's speed for 5 mora a second without a pause … */
const UNBROKEN = 0.28;
/** … and by how much its logarithm grows with commas a mora: the rest makes up for the pauses.
 *  Fitted to every third sentence of Komae's knowledge: about 10 % of a speed's error is left in mora a second. */
const COMMAS = 6;
const FITTED_PACE = 5;
/** Around there. */
const STEP = 2;
/** Of a kanji, above the one that every letter has. */
const KANJI_MORAE = 0.7;

/** The speed to begin with: a good guess saves a rehearsal. */
export function firstSpeed(line: string, pace: Pace): number {
  const count = (letters: RegExp) => line.match(letters)?.length ?? 0;
  const commas = count(/、/g);
  const morae = Math.max(1, count(/[\p{L}\p{N}]/gu) + KANJI_MORAE * count(/[\p{Script=Han}\p{N}]/gu));
  const { aim } = paceRange(pace, morae);
  return UNBROKEN * Math.exp((COMMAS * commas) / morae) * (aim / FITTED_PACE) ** STEP;
}
