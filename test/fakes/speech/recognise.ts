import type { SpokenText } from '../../../src/channels/voice/ports';
import { createHeardOracle, NOT_HEARD } from './heard-oracle';

interface Recognised {
  readonly text: string;
  readonly confidence: number;
}

/** What was said in a stretch of 8 kHz µ-law; undefined: no words. */
export type Recognise = (ulaw: Buffer) => Promise<Recognised | undefined>;

/** An honest recogniser: it knows these sentences only, and tells by the sound which one it was. */
export async function closedSet(texts: readonly (string | SpokenText)[]): Promise<Recognise> {
  const oracle = createHeardOracle();
  await oracle.prepare(texts);
  return async (ulaw) => {
    const { text, distance } = await oracle.heard(ulaw);
    return text === undefined
      ? undefined
      : { text, confidence: Math.min(0.99, 1 - distance / (2 * NOT_HEARD)) };
  };
}
