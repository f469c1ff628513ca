const FRAME = 80;
/** Loudness (root mean square of 16-bit samples) below which nobody hears a sentence begin over a telephone: −42 dB. A slow voice holds its
 *  breath for a fifth of a second before a first 「と」 or 「か」, and the caller waits for the answer meanwhile. */
const BEGINS = 250;
/** Below this nobody hears it end: the last 「す」 is only breath. */
const ENDS = 120;
/** Samples kept on both sides, so that no soft consonant is cut. */
const MARGIN = 320;

/** 8 kHz samples without the silence before and after what is said; empty when nothing is said. */
export function trimSilence(samples: Int16Array): Int16Array {
  const loudness = Array.from({ length: Math.ceil(samples.length / FRAME) }, (_, index) =>
    rootMeanSquare(samples.subarray(index * FRAME, index * FRAME + FRAME)),
  );
  const first = loudness.findIndex((loud) => loud > BEGINS);
  const last = loudness.findLastIndex((loud) => loud > ENDS);
  if (first < 0) return new Int16Array();
  return samples.subarray(Math.max(0, first * FRAME - MARGIN), (last + 1) * FRAME + MARGIN);
}

function rootMeanSquare(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));
}
