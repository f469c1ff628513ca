import { setImmediate } from 'node:timers/promises';
import type { Synthesiser, SpokenText } from '../../../src/channels/voice/ports';
import { decodeMulaw } from '../../../src/channels/voice/audio/mulaw';
import { OpenJTalkSynthesiser } from '../../../src/channels/voice/speech/open-jtalk-synthesiser';
import { trimSilence } from '../../../src/channels/voice/speech/trim-silence';
import { dtw } from './dtw';
import { mfcc } from './mfcc';

/** Above this distance nothing of the closed set was said. */
export const NOT_HEARD = 1.5;
/** Fewer vectors (of 10 ms) than this are a click or a cough. */
const SHORTEST = 15;

interface Heard {
  /** The expected text that was said; undefined when none is near enough. */
  readonly text: string | undefined;
  readonly distance: number;
  /** How much further the second best is. */
  readonly margin: number;
}

/** Tells which of a closed set of texts is to be heard in a sound, by the sound alone. */
export interface HeardOracle {
  /** Renders these texts now, so that later answers are quick. */
  prepare(texts: readonly (string | SpokenText)[]): Promise<void>;
  /** `expected`: by default everything that was prepared. */
  heard(ulaw: Uint8Array, expected?: readonly (string | SpokenText)[]): Promise<Heard>;
}

/** Which expected text a sound is, by DTW against the same text rendered by `synthesiser` (Open JTalk unless told otherwise). */
export function createHeardOracle(synthesiser: Synthesiser = new OpenJTalkSynthesiser()): HeardOracle {
  const templates = new Map<string, Promise<Float64Array[]>>();
  const template = (text: string | SpokenText) => {
    const spoken = typeof text === 'string' ? { text, readings: [] } : text;
    const made = templates.get(spoken.text) ?? synthesiser.synthesise(spoken, 'normal').then(features);
    templates.set(spoken.text, made);
    return made;
  };
  return {
    prepare: async (texts) => void (await Promise.all(texts.map(template))),
    heard: async (ulaw, expected = [...templates.keys()]) => {
      const sound = features(ulaw);
      if (sound.length < SHORTEST) return { text: undefined, distance: Infinity, margin: 0 };
      const ranked: { text: string; distance: number }[] = [];
      for (const text of expected) {
        const distance = distanceOf(sound, await template(text));
        ranked.push({ text: typeof text === 'string' ? text : text.text, distance });
        // The desk that listens is often in the same process, and has calls to serve.
        await setImmediate();
      }
      const [best, second] = ranked.sort((a, b) => a.distance - b.distance);
      const distance = best?.distance ?? Infinity;
      const margin = (second?.distance ?? Infinity) - distance;
      return { text: distance <= NOT_HEARD ? best?.text : undefined, distance, margin };
    },
  };
}

/** Nobody says the same words so much faster or slower. */
const LENGTHS = 1.6;

function distanceOf(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  const [shorter, longer] = a.length < b.length ? [a.length, b.length] : [b.length, a.length];
  return longer > shorter * LENGTHS ? Infinity : dtw(a, b);
}

function features(ulaw: Uint8Array): Float64Array[] {
  return mfcc(trimSilence(decodeMulaw(ulaw)));
}
