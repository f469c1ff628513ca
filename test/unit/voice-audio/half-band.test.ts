import { Doubler, Halver } from '../../../src/channels/voice/audio/half-band';

function tone(frequency: number, rate: number, samples: number): Int16Array {
  return Int16Array.from(
    { length: samples },
    (_, t) => 8_000 * Math.sin((2 * Math.PI * frequency * t) / rate),
  );
}

function level(samples: Int16Array): number {
  const steady = samples.subarray(100);
  return (
    10 *
      Math.log10(
        steady.reduce((sum, sample) => sum + sample * sample, 0) / steady.length / 8_000 ** 2 + 1e-9,
      ) +
    3.01
  );
}

describe('the half-band filter', () => {
  it.each([300, 1_000, 2_000, 3_000])('keeps a tone of %i Hz both ways, to half a decibel', (frequency) => {
    const up = new Doubler().run(tone(frequency, 8_000, 4_000));
    const down = new Halver().run(up);
    expect(Math.abs(level(up))).toBeLessThan(0.5);
    expect(Math.abs(level(down))).toBeLessThan(1);
  });

  it.each([5_000, 6_000, 7_500])('lets nothing of %i Hz fold back into the telephone band', (frequency) => {
    expect(level(new Halver().run(tone(frequency, 16_000, 8_000)))).toBeLessThan(-50);
  });

  it('gives the same whatever pieces the stream comes in', () => {
    const sound = tone(440, 8_000, 1_600);
    const whole = [...new Doubler().run(sound)];
    const pieces = new Doubler();
    const cut = [0, 7, 160, 161, 900, 1_600];
    expect(cut.slice(1).flatMap((end, at) => [...pieces.run(sound.subarray(cut[at], end))])).toEqual(whole);
  });
});
