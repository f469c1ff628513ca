import { findOpenJTalk } from '../../../src/channels/voice/speech/open-jtalk';
import { decodeMulaw, encodeMulaw } from '../../../src/channels/voice/audio/mulaw';
import { OpenJTalkSynthesiser } from '../../../src/channels/voice/speech/open-jtalk-synthesiser';
import { createHeardOracle, NOT_HEARD } from '../../fakes/speech/heard-oracle';
import { withOpenJTalk } from '../../helpers/open-jtalk';

const SENTENCES = [
  '駐車場はありますか。',
  '予約を取り消したいです。',
  '接種券をなくしました。',
  'オペレーターにつないでください。',
  '会場への行き方を教えてください。',
];

withOpenJTalk()('telling by the sound which sentence was said', () => {
  const voice = new OpenJTalkSynthesiser(findOpenJTalk());
  const oracle = createHeardOracle(voice);
  const say = (text: string) => voice.synthesise({ text, readings: [] }, 'normal');

  beforeAll(() => oracle.prepare(SENTENCES));

  it.each(SENTENCES)('knows %s spoken slowly, softly and with noise', async (text) => {
    const slow = decodeMulaw(await voice.synthesise({ text, readings: [] }, 'slow'));
    let noise = 1;
    const changed = slow.map((sample) => {
      noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648; // the same noise in every run
      return sample / 2 + (noise / 2_147_483_648 - 0.5) * 80;
    });
    expect(await oracle.heard(encodeMulaw(changed))).toMatchObject({ text });
  });

  it('rejects a sentence that was not expected', async () => {
    const heard = await oracle.heard(await say('本日は晴天なり。'));
    expect(heard.text).toBeUndefined();
    expect(heard.distance).toBeGreaterThan(NOT_HEARD);
  });

  it('rejects audio with its bytes read as another format', async () => {
    const sound = await say(SENTENCES[0] ?? '');
    const wrong = encodeMulaw(Int16Array.from(sound, (byte) => (byte - 128) << 8));
    expect((await oracle.heard(wrong)).text).toBeUndefined();
  });

  it('hears nothing in silence', async () => {
    expect((await oracle.heard(Buffer.alloc(8_000, 0xff))).text).toBeUndefined();
  });
});
