import { decodeMulaw, encodeMulaw } from '../audio/mulaw';

/** Twice the amplitude: 6 dB. */
const GAIN = 2;
const LOUDEST = 32_635;

/** What each µ-law byte becomes. Quiet sounds become twice as loud; near the limit ever less is added, so that nothing is clipped. */
const LOUDER = encodeMulaw(
  decodeMulaw(Uint8Array.from({ length: 256 }, (_, byte) => byte)).map(
    (sample) => LOUDEST * Math.tanh((GAIN * sample) / LOUDEST),
  ),
);

/** The same speech for a caller who hears badly. */
export function louder(ulaw: Buffer): Buffer {
  return Buffer.from(ulaw.map((byte) => LOUDER[byte] ?? byte));
}
