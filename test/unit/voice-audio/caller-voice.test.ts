import { CallerVoice } from '../../../src/channels/voice/audio/caller-voice';
import { frameEnergy } from '../../../src/channels/voice/audio/frame-energy';
import { babble, framesOf, mixed, noise, seeded, toMulaw } from '../../helpers/sounds';

const SECOND = 8_000;
const PROMPT = babble(10 * SECOND, 4_000, seeded(5));

function later(sound: Float64Array, seconds: number): Float64Array {
  const line = new Float64Array(Math.round(seconds * SECOND) + sound.length);
  line.set(sound, Math.round(seconds * SECOND));
  return line;
}

function echo(decibel: number): Float64Array {
  return later(
    PROMPT.map((sample) => sample * 10 ** (decibel / 20)),
    0.12,
  );
}

/** The desk says `PROMPT` and is silent as soon as it notices somebody; `words`: what the recogniser got. */
function call(incoming: Float64Array): { noticed: number[]; words: Buffer[] } {
  const voice = new CallerVoice();
  const out = framesOf(toMulaw(PROMPT));
  const noticed: number[] = [];
  const words = framesOf(toMulaw(incoming)).flatMap((frame, at) => {
    voice.played(noticed.length > 0 ? undefined : out[at]);
    if (voice.heard(frame) === 'speech-started') noticed.push((at + 1) / 50);
    return voice.words(frame);
  });
  return { noticed, words };
}

describe('the voice of a caller', () => {
  const line = (seconds: number) => noise(seconds * SECOND, 15, seeded(3));

  it.each([-10, -15, -20, -30])(
    'is not the desk’s own, back at %i dB: nobody is noticed, and nothing of it is recognised',
    (decibel) => {
      const { noticed, words } = call(mixed(line(12), echo(decibel)));
      expect(noticed).toEqual([]);
      expect(Math.max(...words.map(frameEnergy))).toBeLessThan(100 ** 2);
      expect(words).toHaveLength(12 * 50);
    },
  );

  it.each([0.6, 3, 7])(
    'is given to the recogniser from its first sound on, when it interrupts after %d s',
    (start) => {
      const said = later(babble(2 * SECOND, 4_000, seeded(8)), start);
      const { noticed, words } = call(mixed(line(12), said));
      expect(noticed[0]).toBeGreaterThan(start);
      expect(noticed[0]).toBeLessThan(start + 0.3);
      const energy = (frames: readonly Buffer[]) =>
        frames.reduce((sum, frame) => sum + frameEnergy(frame), 0);
      expect(energy(words)).toBeGreaterThan(0.999 * energy(framesOf(toMulaw(said))));
    },
  );

  it('interrupts though it is 14 dB weaker than the desk, on a line that gave no echo for some seconds', () => {
    const { noticed } = call(mixed(line(12), later(babble(2 * SECOND, 800, seeded(8)), 7)));
    expect(noticed[0]).toBeLessThan(7.5);
  });

  it('interrupts as well when the telephone does give an echo', () => {
    const said = later(babble(2 * SECOND, 4_000, seeded(8)), 7);
    const { noticed } = call(mixed(line(12), echo(-20), said));
    expect(noticed[0]).toBeGreaterThan(7);
    expect(noticed[0]).toBeLessThan(7.5);
  });
});
