import { encodeMulaw } from '../../src/channels/voice/audio/mulaw';
import { FRAME_BYTES } from '../../src/channels/voice/ports';

/** Numbers from 0 to 1, the same in each run (Park and Miller's generator). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Noise of the given root mean square. */
export function noise(samples: number, rms: number, random: () => number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: samples }, () => (random() * 2 - 1) * rms * Math.sqrt(3));
}

/** Something that rises and falls as syllables do, four a second, of the given root mean square at its loudest. */
export function babble(samples: number, rms: number, random: () => number): Float64Array<ArrayBuffer> {
  return noise(samples, rms, random).map(
    (sample, at) => sample * Math.abs(Math.sin((Math.PI * 4 * at) / 8_000)) ** 0.5,
  );
}

export function mixed(...sounds: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const sum = new Float64Array(Math.max(...sounds.map((sound) => sound.length)));
  for (const sound of sounds) sound.forEach((sample, at) => (sum[at] = (sum[at] ?? 0) + sample));
  return sum;
}

/** As it goes over the line. */
export function toMulaw(samples: Float64Array): Buffer {
  return encodeMulaw(Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, sample))));
}

/** Frames of 20 ms; the last may be shorter. */
export function framesOf(ulaw: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(ulaw.length / FRAME_BYTES) }, (_, at) =>
    ulaw.subarray(at * FRAME_BYTES, (at + 1) * FRAME_BYTES),
  );
}
