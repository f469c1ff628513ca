import { EchoGuard } from '../../../src/channels/voice/audio/echo-guard';
import { frameEnergy } from '../../../src/channels/voice/audio/frame-energy';
import { VoiceActivity } from '../../../src/channels/voice/audio/voice-activity';
import { babble, framesOf, mixed, noise, seeded, toMulaw } from '../../helpers/sounds';

const SECOND = 8_000;
const random = seeded(11);

function later(sound: Float64Array, seconds: number): Float64Array {
  const line = new Float64Array(seconds * SECOND + sound.length);
  line.set(sound, seconds * SECOND);
  return line;
}

/** What is noticed, with its time in ms. */
function noticed(incoming: Float64Array, outgoing = new Float64Array()): [string, number][] {
  const activity = new VoiceActivity();
  const guard = new EchoGuard();
  const out = framesOf(toMulaw(outgoing));
  return framesOf(toMulaw(incoming)).flatMap((frame, at): [string, number][] => {
    const playing = out[at];
    const event = activity.hear(frameEnergy(frame), guard.playing(playing ? frameEnergy(playing) : 0));
    return event ? [[event, (at + 1) * 20]] : [];
  });
}

describe('voice activity', () => {
  const quietLine = () => noise(4 * SECOND, 20, random);

  it('notices speech about 80 ms after it began, and its end about 300 ms after', () => {
    const line = mixed(quietLine(), later(babble(SECOND, 3_000, random), 1));
    const [[first, began] = ['', 0], [second, ended] = ['', 0], ...others] = noticed(line);
    expect([first, second, others]).toEqual(['started', 'ended', []]);
    expect(began).toBeGreaterThanOrEqual(1_080);
    expect(began).toBeLessThanOrEqual(1_140);
    expect(ended).toBeGreaterThanOrEqual(2_200);
    expect(ended).toBeLessThanOrEqual(2_320);
  });

  it('takes a click of 60 ms for no speech', () => {
    expect(noticed(mixed(quietLine(), later(noise(400, 9_000, random), 1)))).toEqual([]);
  });

  it('hears a quiet caller on a good line, and nobody in a loud but steady line', () => {
    const quiet = mixed(quietLine(), later(babble(SECOND, 500, random), 1));
    expect(noticed(quiet).map(([event]) => event)).toEqual(['started', 'ended']);
    expect(noticed(noise(10 * SECOND, 800, random))).toEqual([]);
  });

  it('gets used to a noise that stays', () => {
    const engine = mixed(noise(20 * SECOND, 20, random), later(noise(19 * SECOND, 900, random), 1));
    expect(noticed(engine).map(([event]) => event)).toEqual(['started', 'ended']);
  });
});

describe('the echo guard', () => {
  const prompt = babble(4 * SECOND, 4_000, seeded(5));
  const echo = (decibel: number, ms: number) =>
    later(
      Float64Array.from(prompt, (sample) => sample * 10 ** (decibel / 20)),
      ms / 1_000,
    );

  it.each([60, 150, 300, 480])('never takes an echo of −10 dB after %i ms for the caller', (ms) => {
    for (const decibel of [-10, -15, -20, -30]) expect(noticed(echo(decibel, ms), prompt)).toEqual([]);
  });

  it('finds at least 95 % of callers as loud as the desk, who speak while it speaks', () => {
    const starts = Array.from({ length: 40 }, (_, at) => 0.5 + at * 0.06);
    const found = starts.filter((start) => {
      const voice = later(babble(SECOND, 4_000, seeded(100 + start * 10)), start);
      const line = mixed(echo(-26, 150), voice);
      const began = noticed(line, prompt).find(([event]) => event === 'started')?.[1] ?? Infinity;
      return began >= start * 1_000 && began <= start * 1_000 + 1_000;
    });
    expect(found.length).toBeGreaterThanOrEqual(38);
  });
});
