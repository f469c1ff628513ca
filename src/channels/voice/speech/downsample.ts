import { AppError } from '../../../errors';

const TELEPHONE_HZ = 8_000;
/** The telephone's band ends at 3.4 kHz; what lies above 4 kHz would fold back into it. */
const CUTOFF_HZ = 3_650;
/** Taps a factor: with a Blackman window the stop band begins at about 4.1 kHz, below −70 dB. */
const TAPS_PER_FACTOR = 48;

/** Brings 16-bit samples down to 8 kHz through a linear-phase low pass (windowed sinc). Throws `speech.unavailable` for a rate that is
 *  no multiple of 8 kHz. */
export function downsample(samples: Int16Array, rate: number): Int16Array {
  const factor = rate / TELEPHONE_HZ;
  if (!Number.isInteger(factor))
    throw new AppError(
      'speech.unavailable',
      `The voice has ${rate} samples a second; use one with a multiple of 8000.`,
    );
  if (factor === 1) return samples;
  const taps = lowPass(factor, rate);
  const middle = (taps.length - 1) / 2;
  return Int16Array.from({ length: Math.floor(samples.length / factor) }, (_, index) => {
    const from = index * factor - middle;
    let sum = 0;
    for (let tap = Math.max(0, -from); tap < taps.length && from + tap < samples.length; tap++)
      sum += (taps[tap] ?? 0) * (samples[from + tap] ?? 0);
    return Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  });
}

/** The taps of the low pass; their sum is 1, so that loudness stays. */
function lowPass(factor: number, rate: number): Float64Array {
  const count = TAPS_PER_FACTOR * factor + 1;
  const middle = (count - 1) / 2;
  const taps = Float64Array.from({ length: count }, (_, tap) => {
    const x = tap - middle;
    const angle = (2 * Math.PI * tap) / (count - 1);
    const window = 0.42 - 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
    const frequency = (2 * CUTOFF_HZ) / rate;
    return window * (x === 0 ? frequency : Math.sin(Math.PI * frequency * x) / (Math.PI * x));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}
