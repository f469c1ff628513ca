/** Mel-frequency cepstra of 8 kHz speech: what is compared when something heard is matched with something expected. */

const RATE = 8_000;
const WINDOW = 200;
const HOP = 80;
const FFT = 256;
const BANDS = 24;
const CEPSTRA = 12;
const LOWEST_HZ = 150;
const HIGHEST_HZ = 3_700;
const PREEMPHASIS = 0.97;
/** Keeps silence from becoming minus infinity. */
const FLOOR = 1_000;

const mel = (hertz: number) => 2_595 * Math.log10(1 + hertz / 700);
const hertz = (value: number) => 700 * (10 ** (value / 2_595) - 1);

const HAMMING = Float64Array.from(
  { length: WINDOW },
  (_, index) => 0.54 - 0.46 * Math.cos((2 * Math.PI * index) / (WINDOW - 1)),
);
const EDGES = Array.from({ length: BANDS + 2 }, (_, index) => {
  const at = mel(LOWEST_HZ) + ((mel(HIGHEST_HZ) - mel(LOWEST_HZ)) * index) / (BANDS + 1);
  return Math.floor(((FFT + 1) * hertz(at)) / RATE);
});
const ANGLES = Float64Array.from({ length: FFT / 2 }, (_, turn) => (-2 * Math.PI * turn) / FFT);
const TURNS = { cosine: ANGLES.map(Math.cos), sine: ANGLES.map(Math.sin) };
const COSINES = Array.from({ length: CEPSTRA }, (_, k) =>
  Float64Array.from({ length: BANDS }, (_, band) => Math.cos((Math.PI * (k + 1) * (band + 0.5)) / BANDS)),
);

/** One vector of 24 numbers every 10 ms: 12 cepstra, normalised over the whole utterance, and their slopes. */
export function mfcc(samples: Int16Array): Float64Array[] {
  const frames: Float64Array[] = [];
  for (let at = 0; at + WINDOW <= samples.length; at += HOP) frames.push(cepstra(samples, at));
  const normal = normalise(frames);
  const last = normal.length - 1;
  return normal.map((frame, index) => {
    const before = normal[Math.max(0, index - 2)] ?? frame;
    const after = normal[Math.min(last, index + 2)] ?? frame;
    return Float64Array.from([...frame, ...frame.map((_, k) => ((after[k] ?? 0) - (before[k] ?? 0)) / 2)]);
  });
}

function cepstra(samples: Int16Array, at: number): Float64Array {
  const real = new Float64Array(FFT);
  for (let index = 0; index < WINDOW; index++) {
    const before = samples[at + index - 1] ?? 0;
    real[index] = ((samples[at + index] ?? 0) - PREEMPHASIS * before) * (HAMMING[index] ?? 0);
  }
  const power = spectrum(real);
  const bands = Float64Array.from({ length: BANDS }, (_, band) => Math.log(energy(power, band) + FLOOR));
  return Float64Array.from(COSINES, (cosines) =>
    cosines.reduce((sum, cosine, band) => sum + cosine * (bands[band] ?? 0), 0),
  );
}

/** The energy under one triangle of the mel scale. */
function energy(power: Float64Array, band: number): number {
  const [low = 0, peak = 0, high = 0] = EDGES.slice(band, band + 3);
  let sum = 0;
  for (let bin = low; bin < high; bin++) {
    const weight =
      bin < peak ? (bin - low) / Math.max(1, peak - low) : (high - bin) / Math.max(1, high - peak);
    sum += weight * (power[bin] ?? 0);
  }
  return sum;
}

/** The power spectrum of real samples, by a radix-2 Fourier transform in place. */
function spectrum(real: Float64Array): Float64Array {
  const imaginary = new Float64Array(FFT);
  reorder(real);
  for (let length = 2; length <= FFT; length *= 2)
    for (let start = 0; start < FFT; start += length)
      for (let k = 0; k < length / 2; k++) butterfly(real, imaginary, [start + k, length, k]);
  return real.map((value, index) => value * value + (imaginary[index] ?? 0) ** 2);
}

function butterfly(
  real: Float64Array,
  imaginary: Float64Array,
  [at, length, k]: [number, number, number],
): void {
  const other = at + length / 2;
  const turn = k * (FFT / length);
  const [cosine, sine] = [TURNS.cosine[turn] ?? 0, TURNS.sine[turn] ?? 0];
  const [a, b] = [real[other] ?? 0, imaginary[other] ?? 0];
  const [turnedReal, turnedImaginary] = [a * cosine - b * sine, a * sine + b * cosine];
  real[other] = (real[at] ?? 0) - turnedReal;
  imaginary[other] = (imaginary[at] ?? 0) - turnedImaginary;
  real[at] = (real[at] ?? 0) + turnedReal;
  imaginary[at] = (imaginary[at] ?? 0) + turnedImaginary;
}

/** Bit-reversed order. */
function reorder(values: Float64Array): void {
  for (let index = 1, other = 0; index < FFT; index++) {
    let bit = FFT >> 1;
    for (; other & bit; bit >>= 1) other ^= bit;
    other ^= bit;
    if (index < other) [values[index], values[other]] = [values[other] ?? 0, values[index] ?? 0];
  }
}

/** Every cepstrum with mean 0 and deviation 1 over the utterance: loudness and the line's colour do not count. */
function normalise(frames: readonly Float64Array[]): Float64Array[] {
  const count = Math.max(1, frames.length);
  const means = Array.from(
    { length: CEPSTRA },
    (_, k) => frames.reduce((sum, frame) => sum + (frame[k] ?? 0), 0) / count,
  );
  const deviations = means.map((mean, k) =>
    Math.sqrt(frames.reduce((sum, frame) => sum + ((frame[k] ?? 0) - mean) ** 2, 0) / count + 1),
  );
  return frames.map((frame) => frame.map((value, k) => (value - (means[k] ?? 0)) / (deviations[k] ?? 1)));
}
