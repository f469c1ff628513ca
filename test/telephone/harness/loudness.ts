import { decodeMulaw } from '../../../src/channels/voice/audio/mulaw';

/** The part of all energy, 0 to 1, that lies within some hertz of a frequency. */
export function toneLevel(ulaw: Buffer, hertz: number): number {
  const samples = decodeMulaw(ulaw);
  let energy = 0;
  let near = 0;
  for (let from = 0; from + 800 <= samples.length; from += 800) {
    const block = samples.subarray(from, from + 800);
    const total = block.reduce((sum, sample) => sum + sample * sample, 0);
    energy += total;
    // Bins of 10 Hz; the tone wavers.
    for (let bin = hertz - 30; bin <= hertz + 30; bin += 10) near += power(block, bin);
  }
  return energy === 0 ? 0 : near / energy;
}

function power(block: Int16Array, hertz: number): number {
  let real = 0;
  let imaginary = 0;
  block.forEach((sample, at) => {
    const angle = (2 * Math.PI * hertz * at) / 8_000;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  });
  return ((real ** 2 + imaginary ** 2) * 2) / block.length;
}
