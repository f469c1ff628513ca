import { decodeMulaw } from './mulaw';

const SQUARES = Float64Array.from(
  decodeMulaw(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
  (sample) => sample * sample,
);

/** Mean square of a frame's 16-bit samples: 0 is silence, about 1e8 shouting. */
export function frameEnergy(ulaw: Uint8Array): number {
  let sum = 0;
  for (const byte of ulaw) sum += SQUARES[byte] ?? 0;
  return sum / Math.max(1, ulaw.length);
}
