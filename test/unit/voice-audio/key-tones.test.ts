import { KeyTones } from '../../../src/channels/voice/audio/key-tones';
import { ALL_TONES, isKey, keySound, type KeySound } from '../../helpers/key-sound';
import { framesOf, mixed, noise, seeded, toMulaw } from '../../helpers/sounds';

const KEYS = ALL_TONES.filter(isKey);

/** The keys that are heard in a sound that begins anywhere within a frame, with silence around it. */
function heard(sound: Float64Array, offset: number, noiseRms = 0): string[] {
  const line = new Float64Array(4_000);
  line.set(sound, 800 + offset);
  const tones = new KeyTones();
  const random = seeded(7 + offset);
  return framesOf(toMulaw(mixed(line, noise(line.length, noiseRms, random)))).flatMap((frame) => {
    const key = tones.hear(frame);
    return key ? [key] : [];
  });
}

const HARD: readonly (readonly [string, KeySound, number])[] = [
  ['40 ms', { ms: 40, level: -10 }, 0],
  ['-30 dB', { ms: 40, level: -30 }, 0],
  ['the column 4 dB louder', { ms: 40, level: -10, twist: 4 }, 0],
  ['the column 8 dB quieter', { ms: 40, level: -10, twist: -8 }, 0],
  ['10 dB above noise', { ms: 40, level: -10 }, 32_767 * 10 ** (-20 / 20)],
];

describe('keys as tones', () => {
  it.each(HARD)('are all found, once each: %s', (_, sound, noiseRms) => {
    const wrong = KEYS.flatMap((key) =>
      [0, 13, 26, 39, 77, 101, 131, 159].flatMap((offset) => {
        const keys = heard(keySound(key, sound), offset, noiseRms);
        return keys.length === 1 && keys[0] === key ? [] : [`${key} at ${offset}: ${keys.join('')}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('take the letters of the fourth column for no key', () => {
    const letters = ALL_TONES.filter((tone) => !isKey(tone));
    expect(letters.flatMap((letter) => heard(keySound(letter, { ms: 100, level: -10 }), 0))).toEqual([]);
  });

  it('count one press however long it is held, and two with 40 ms between them', () => {
    const held = keySound('5', { ms: 300, level: -10 });
    const twice = new Float64Array(960);
    twice.set(keySound('5', { ms: 40, level: -10 }));
    twice.set(keySound('5', { ms: 40, level: -10 }), 640);
    expect([heard(held, 0), heard(twice, 0)]).toEqual([['5'], ['5', '5']]);
  });

  it('go on over a drop-out of one frame', () => {
    const sound = keySound('8', { ms: 300, level: -10 });
    sound.fill(0, 800, 960);
    expect(heard(sound, 0)).toEqual(['8']);
  });

  it('are not found in one tone alone, in 20 ms of a key, or in noise', () => {
    const dial = Float64Array.from(
      { length: 2_400 },
      (_, t) => 8_000 * Math.sin((2 * Math.PI * 941 * t) / 8_000),
    );
    const short = keySound('1', { ms: 20, level: -10 });
    expect([dial, short, noise(3_000, 6_000, seeded(3))].flatMap((sound) => heard(sound, 0))).toEqual([]);
  });
});
