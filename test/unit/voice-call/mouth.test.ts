import { Mouth } from '../../../src/channels/voice/call/mouth';
import { holdSound } from '../../../src/channels/voice/call/hold-sound';
import { louder } from '../../../src/channels/voice/call/louder';
import { decodeMulaw, encodeMulaw } from '../../../src/channels/voice/audio/mulaw';
import type { PromptCache, SpokenText } from '../../../src/channels/voice/ports';
import { MemoryMedia } from './memory-call';
import { VirtualClock } from './virtual-clock';

/** ms */
const TO_THE_EAR = 400;
const FILLER = { text: 'お調べしています。', readings: [] };
const tone = (amplitude: number, ms = 500): Buffer =>
  encodeMulaw(Int16Array.from({ length: ms * 8 }, (_, i) => amplitude * Math.sin(i)));
const isSilent = (frame: Buffer): boolean => decodeMulaw(frame).every((sample) => Math.abs(sample) < 100);

/** Makes speech when the test says so; the filler is there, or it is not. */
class SlowVoice implements PromptCache {
  private readonly waiting: ((audio: Buffer) => void)[] = [];

  constructor(private readonly hasFiller: boolean) {}

  get(): Promise<Buffer> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
  peek({ text }: SpokenText): Buffer | undefined {
    return this.hasFiller && text === FILLER.text ? tone(3000) : undefined;
  }
  makes(audio: Buffer): void {
    this.waiting.shift()?.(audio);
  }
}

function speaking(hasFiller = true) {
  const clock = new VirtualClock();
  const media = new MemoryMedia(clock);
  const voice = new SlowVoice(hasFiller);
  const said: number[] = [];
  const mouth = new Mouth({
    ...{ media, clock, prompts: voice, holdSound: holdSound(), filler: [FILLER] },
    onSaid: (id) => said.push(id),
    onVoiceless: () => undefined,
  });
  const say = (loud: boolean, silentMs: number, ...texts: readonly string[]): void =>
    void mouth.say(
      { kind: 'say', id: 1, pieces: texts.map((text) => ({ text, readings: [] })), pace: 'normal', loud },
      silentMs,
    );
  /** The longest stretch without a sound, in ms, while this time passes. */
  const longestSilence = async (ms: number): Promise<number> => {
    let [silent, longest] = [0, 0];
    for (let at = 0; at < ms; at += 20) {
      const before = media.heard.length;
      await clock.passes(20);
      const frame = media.heard[before];
      silent = frame === undefined || isSilent(frame) ? silent + 20 : 0;
      longest = Math.max(longest, silent);
    }
    return longest;
  };
  return { clock, media, voice, mouth, said, say, longestSilence };
}

describe('the mouth', () => {
  it.each([true, false])(
    'is never silent for two seconds while speech is being made (filler: %s)',
    async (filler) => {
      const { voice, say, said, clock, longestSilence } = speaking(filler);
      say(false, 0, '一。', '二。');
      await expect(longestSilence(7000)).resolves.toBeLessThanOrEqual(2000);
      voice.makes(tone(3000));
      await expect(longestSilence(7000)).resolves.toBeLessThanOrEqual(2000);
      voice.makes(tone(3000));
      await clock.passes(5000);
      expect(said).toEqual([1]);
      await expect(longestSilence(4000)).resolves.toBe(4000);
    },
  );

  it('counts the silence before it was to speak', async () => {
    const { say, clock, longestSilence } = speaking();
    await clock.passes(TO_THE_EAR);
    say(false, 1200, '一。');
    await expect(longestSilence(400)).resolves.toBeLessThanOrEqual(320);
  });

  it('begins a moment after the call does, when the telephone is at the ear', async () => {
    const { voice, say, clock, media } = speaking();
    say(false, 0, '一。');
    voice.makes(tone(3000));
    await clock.passes(TO_THE_EAR);
    expect(media.heard.filter((frame) => !isSilent(frame))).toEqual([]);
    await clock.passes(100);
    expect(media.heard.filter((frame) => !isSilent(frame))).not.toEqual([]);
  });

  it('has nothing more to announce once it is interrupted', async () => {
    const { say, mouth, longestSilence } = speaking();
    say(false, 0, '一。');
    mouth.flush();
    await expect(longestSilence(4000)).resolves.toBe(4000);
  });

  it('speaks twice as loud to who hears badly', async () => {
    const { voice, media, say, clock } = speaking();
    await clock.passes(TO_THE_EAR);
    say(true, 0, '一。');
    voice.makes(tone(3000));
    await clock.passes(100);
    const peak = Math.max(...decodeMulaw(media.heard.at(-1) ?? Buffer.alloc(0)));
    expect(peak).toBeGreaterThan(5500);
    expect(peak).toBeLessThan(6300);
  });
});

describe('louder', () => {
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const pairs = [...decodeMulaw(every)].map((before, i): [number, number] => [
    before,
    decodeMulaw(louder(every))[i] ?? 0,
  ]);

  it('doubles what is quiet, within the steps of µ-law', () => {
    const quiet = pairs.filter(([before]) => Math.abs(before) > 50 && Math.abs(before) < 6000);
    for (const [before, after] of quiet) expect(Math.abs(after / before - 2)).toBeLessThan(0.15);
  });

  it('clips nothing: what was louder before is louder after, up to the limit', () => {
    const rising = pairs.sort(([a], [b]) => a - b).map(([, after]) => after);
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(Math.max(...rising)).toBeLessThan(32_000);
  });

  it('leaves silence silent', () => {
    expect([...louder(Buffer.from([0xff]))]).toEqual([0xff]);
  });
});
