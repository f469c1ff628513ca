import { decodeMulaw } from './mulaw';

/** Linear 16-bit samples as bytes, little-endian: the order of every carrier's PCM, and of all machines that Node runs on. */
export function bytesOf(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}

/** The samples in such bytes; half a sample at the end is left out. */
export function samplesOf(bytes: Buffer): Int16Array {
  const whole = bytes.length - (bytes.length % 2);
  return new Int16Array(new Uint8Array(bytes.subarray(0, whole)).buffer);
}

/** µ-law as such bytes, at the same rate. */
export function pcmOf(ulaw: Uint8Array): Buffer {
  return bytesOf(decodeMulaw(ulaw));
}
