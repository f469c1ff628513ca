/** Companding after ITU-T G.711, µ-law: one byte a sample, about 14 bits of range. Loops, because `from` with a function takes eight times
 *  as long, for each of 50 frames a second of every call. */

/** A sample of 0. */
export const SILENCE = 0xff;

const BIAS = 0x84;
const CLIP = 32_635;

const EXPANDED = Int16Array.from({ length: 256 }, (_, byte) => {
  const inverted = ~byte & 0xff;
  const magnitude = (((inverted & 0x0f) << 3) + BIAS) << ((inverted & 0x70) >> 4);
  return inverted & 0x80 ? BIAS - magnitude : magnitude - BIAS;
});

/** µ-law bytes to linear 16-bit samples. */
export function decodeMulaw(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let at = 0; at < samples.length; at++) samples[at] = EXPANDED[bytes[at] ?? 0] ?? 0;
  return samples;
}

/** Linear 16-bit samples to µ-law bytes. */
export function encodeMulaw(samples: Int16Array): Buffer {
  const bytes = Buffer.alloc(samples.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = compress(samples[at] ?? 0);
  return bytes;
}

function compress(sample: number): number {
  const biased = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 24 - Math.clz32(biased);
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | ((biased >> (exponent + 3)) & 0x0f)) & 0xff;
}
