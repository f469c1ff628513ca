import type { Key } from '../ports';

/** Samples of one look at 8 kHz (12.75 ms): long enough to tell neighbouring tones apart, short enough for tones of 40 ms. */
export const BLOCK = 102;

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477, 1633];
/** A–D (the fourth column) are on no telephone; they are looked for only so that they are not taken for something else. */
const GRID: readonly (readonly (Key | undefined)[])[] = [
  ['1', '2', '3', undefined],
  ['4', '5', '6', undefined],
  ['7', '8', '9', undefined],
  ['*', '0', '#', undefined],
];
/** Quieter than this (root mean square) is no key: −44 dB of full scale, below what ITU-T Q.24 asks of any exchange. */
const QUIET = 200 ** 2;
/** Of all energy, the two tones have at least this part. */
const PURE = 0.7;
/** The column's tone may be louder by 8 dB (ITU-T Q.24 allows 4 to 8) or quieter by 10. */
const LOUDEST_COLUMN = 10 ** 0.8;
const QUIETEST_COLUMN = 10 ** -1;
/** Within a group the tone stands out by 6 dB. */
const STANDS_OUT = 4;
/** Voices have overtones, key tones have none: a second harmonic louder than these parts is a voice. */
const ROW_OVERTONE = 0.35;
const COLUMN_OVERTONE = 0.3;

/** Which key's two tones (ITU-T Q.23) fill a block of samples, if any. */
export function keyToneIn(samples: Float64Array): Key | undefined {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  if (energy < samples.length * QUIET) return undefined;
  const row = strongest(samples, ROWS);
  const column = strongest(samples, COLUMNS);
  if (!row || !column) return undefined;
  const twist = column.power / row.power;
  if (twist > LOUDEST_COLUMN || twist < QUIETEST_COLUMN) return undefined;
  if (row.power + column.power < (PURE * energy * samples.length) / 2) return undefined;
  if (powerAt(samples, 2 * row.frequency) > row.power * ROW_OVERTONE) return undefined;
  if (powerAt(samples, 2 * column.frequency) > column.power * COLUMN_OVERTONE) return undefined;
  return GRID[row.index]?.[column.index];
}

/** The tone of a group that stands out of it. */
function strongest(samples: Float64Array, frequencies: readonly number[]) {
  const [first, second] = frequencies
    .map((frequency, index) => ({ frequency, index, power: powerAt(samples, frequency) }))
    .sort((a, b) => b.power - a.power);
  return first && second && first.power > second.power * STANDS_OUT ? first : undefined;
}

/** Goertzel's algorithm: the squared magnitude of one frequency, without a whole Fourier transform. */
function powerAt(samples: Float64Array, frequency: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * frequency) / 8_000);
  let last = 0;
  let before = 0;
  for (const sample of samples) [before, last] = [last, sample + turn * last - before];
  return last * last + before * before - turn * last * before;
}
