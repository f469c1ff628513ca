import { FRAME_BYTES, type Pace, type PromptCache, type SpokenText } from '../../../src/channels/voice/ports';
import { framesOf } from '../../helpers/sounds';

export interface Sentence {
  readonly spoken: SpokenText;
  readonly pace: Pace;
}

/** Silence within a sentence: the caller may have been heard, and the desk has paused. Two seconds. */
const PAUSE = 100 * FRAME_BYTES;
/** The share of frames that a line may lose on a busy machine and be understood. */
const LOST = 0.05;
const [ZERO, MINUS_ZERO] = [0xff, 0x7f];

/** Those of the sentences that are not to be heard in a recording (µ-law), whole and one after the other. G.711 passes a PBX and a
 *  telephone unchanged, so sounds are compared byte by byte, 20 ms at a time. */
export async function sentencesMissing(
  recording: Buffer,
  sentences: readonly Sentence[],
  prompts: PromptCache,
): Promise<string[]> {
  const heard = oneZero(recording);
  const missing: string[] = [];
  let from = 0;
  for (const { spoken, pace } of sentences) {
    const end = endOf(heard, framesOf(oneZero(await prompts.get(spoken, pace))), from);
    if (end === undefined) missing.push(spoken.text);
    else from = end;
  }
  return missing;
}

/** Where a sentence ends that is heard from `from` on. Its last frame, which the desk fills up with silence, does not count. */
function endOf(heard: Buffer, sentence: readonly Buffer[], from: number): number | undefined {
  const [first, ...rest] = sentence.slice(0, -1);
  if (!first) return undefined;
  for (let start = heard.indexOf(first, from); start >= 0; start = heard.indexOf(first, start + 1)) {
    const end = followed(heard, rest, start + first.length);
    if (end !== undefined) return end;
  }
  return undefined;
}

function followed(heard: Buffer, frames: readonly Buffer[], from: number): number | undefined {
  let at = from;
  let lost = 0;
  for (const frame of frames) {
    const found = heard.subarray(at, at + PAUSE).indexOf(frame);
    if (found >= 0) at += found + frame.length;
    else if (++lost > frames.length * LOST) return undefined;
  }
  return at;
}

/** Samples that went through 16 bits come back with one zero instead of two, which sound the same. */
function oneZero(ulaw: Buffer): Buffer {
  return Buffer.from(ulaw.map((byte) => (byte === MINUS_ZERO ? ZERO : byte)));
}
