import { downsample } from '../../../src/channels/voice/speech/downsample';
import { decodeMulaw, encodeMulaw } from '../../../src/channels/voice/audio/mulaw';
import { trimSilence } from '../../../src/channels/voice/speech/trim-silence';
import { readWav } from '../../../src/channels/voice/speech/wav';

const RATE = 48_000;

function tone(hertz: number, rate: number, seconds = 0.5): Int16Array {
  return Int16Array.from({ length: rate * seconds }, (_, index) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * hertz * index) / rate)),
  );
}

/** The middle of a sound, where no edge is heard. */
function loudness(samples: Int16Array): number {
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4);
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length);
}

describe('telephone sound', () => {
  it('keeps each µ-law byte through linear samples and back, but for the second zero', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x7f);
    expect([...encodeMulaw(decodeMulaw(bytes))]).toEqual([...bytes]);
  });

  it.each([
    [0, 0xff],
    [32_767, 0x80],
    [-32_768, 0x00],
    [1_000, 0xce],
    [-1_000, 0x4e],
  ])('writes the sample %i as G.711 does', (sample, byte) => {
    expect(encodeMulaw(Int16Array.of(sample))[0]).toBe(byte);
  });

  it.each([300, 1_000, 3_000])('keeps a tone of %i Hz on the way down to 8 kHz', (hertz) => {
    expect(loudness(downsample(tone(hertz, RATE), RATE)) / loudness(tone(hertz, RATE))).toBeCloseTo(1, 1);
  });

  it.each([4_400, 5_000, 7_000, 12_000, 20_000])(
    'does not let %i Hz fold back into the band of speech',
    (hertz) => {
      const left = loudness(downsample(tone(hertz, RATE), RATE)) / loudness(tone(hertz, RATE));
      expect(20 * Math.log10(left)).toBeLessThan(-50);
    },
  );

  it('has as much sound after as before', () => {
    expect(downsample(tone(440, RATE, 1), RATE)).toHaveLength(8_000);
    expect(() => downsample(tone(440, 44_100), 44_100)).toThrow('multiple of 8000');
  });

  it('cuts silence at both ends, and keeps it between', () => {
    const said = tone(440, 8_000, 0.2);
    const sound = Int16Array.from([
      ...new Int16Array(4_000),
      ...said,
      ...new Int16Array(4_000),
      ...said,
      ...new Int16Array(4_000),
    ]);
    const trimmed = trimSilence(sound);
    expect(trimmed.length).toBeGreaterThan(2 * said.length + 4_000);
    expect(trimmed.length).toBeLessThan(2 * said.length + 4_000 + 800);
    expect(trimSilence(new Int16Array(8_000))).toHaveLength(0);
  });

  it.each([
    ['no RIFF', Buffer.from('nothing of the kind, but long enough for a header')],
    ['no data', Buffer.from('RIFF\0\0\0\0WAVE', 'latin1')],
  ])('refuses a WAV with %s', (_, file) => {
    expect(() => readWav(file)).toThrow('cannot be used');
  });
});
