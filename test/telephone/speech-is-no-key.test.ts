import { KeyTones } from '../../src/channels/voice/audio/key-tones';
import { CallerVoice } from '../../src/channels/voice/audio/caller-voice';
import { decodeMulaw, encodeMulaw } from '../../src/channels/voice/audio/mulaw';
import { downsample } from '../../src/channels/voice/speech/downsample';
import { findOpenJTalk, speakLine } from '../../src/channels/voice/speech/open-jtalk';
import { readWav } from '../../src/channels/voice/speech/wav';
import { spokenDesk } from '../../src/spoken-desk';
import { framesOf, toMulaw } from '../helpers/sounds';
import { withOpenJTalk } from '../helpers/open-jtalk';
import { OPENING, realDesk } from '../helpers/real-desk';

const MINUTES = 10;
const RATE = 8_000;
const AT_ONCE = 4;

withOpenJTalk()('the voice of the desk', () => {
  let speech: Buffer;

  beforeAll(async () => {
    speech = await readAloud(MINUTES * 60);
  }, 300_000);

  it(`is no key, in ${MINUTES} minutes of the city's answers`, () => {
    const tones = new KeyTones();
    const keys = framesOf(speech).flatMap((frame) => tones.hear(frame) ?? []);
    expect(speech.length / RATE).toBeGreaterThanOrEqual(MINUTES * 60);
    expect(keys).toEqual([]);
  });

  it.each([60, 150, 300])('does not interrupt itself by an echo of −10 dB after %i ms', (ms) => {
    const voice = new CallerVoice();
    const said = speech.subarray(0, 60 * RATE);
    const echo = new Float64Array(said.length);
    decodeMulaw(said).forEach((sample, at) => (echo[at + ms * 8] = sample * 10 ** (-10 / 20)));
    const incoming = framesOf(toMulaw(echo));
    const events = framesOf(said).flatMap((frame, at) => {
      voice.played(frame);
      return voice.heard(incoming[at] ?? frame) ?? [];
    });
    expect(events).toEqual([]);
  });
});

/** So many seconds of what the telephone says, as quick as the synthesiser can: several sentences a run, two runs at once. */
async function readAloud(seconds: number): Promise<Buffer> {
  const { desk, tokenizer } = await realDesk();
  const texts = spokenDesk(desk, tokenizer)
    .known(OPENING)
    .map(({ text }) => text);
  const parts: Buffer[] = [];
  let length = 0;
  for (let at = 0; at < texts.length && length < seconds * RATE; at += 2 * AT_ONCE) {
    const lines = [at, at + AT_ONCE].map((from) => texts.slice(from, from + AT_ONCE).join(''));
    for (const part of await Promise.all(lines.map(spoken))) {
      parts.push(part);
      length += part.length;
    }
  }
  return Buffer.concat(parts);
}

async function spoken(line: string): Promise<Buffer> {
  const files = findOpenJTalk();
  if (!files || line === '') return Buffer.alloc(0);
  const { samples, rate } = readWav(await speakLine(files, line, 0.67));
  return encodeMulaw(downsample(samples, rate));
}
