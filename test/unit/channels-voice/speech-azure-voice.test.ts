import { inspect } from 'node:util';
import { AzureSynthesiser } from '../../../src/channels/voice/speech/azure-synthesiser';
import { loadSpeechSdk, type SpeechSdk } from '../../../src/channels/voice/speech/azure-sdk';
import { createHeardOracle } from '../../fakes/speech/heard-oracle';
import { startSpeechServer, type SpeechServer } from '../../fakes/speech/start-speech-server';
import { withOpenJTalk } from '../../helpers/open-jtalk';
import { KEY } from '../../helpers/speech-call';

const VENUE = {
  text: '会場は、上和泉地域センターです。',
  readings: [{ word: '上和泉地域センター', kana: 'かみいずみちいきせんたー' }],
};

withOpenJTalk()('speaking through Azure Speech', () => {
  let sdk: SpeechSdk;
  let server: SpeechServer;

  beforeAll(async () => {
    sdk = await loadSpeechSdk();
  });

  afterEach(() => server.close());

  const voice = (key: string | undefined = KEY, host = server.host) =>
    new AzureSynthesiser(sdk, { key, region: undefined, host, voice: 'ja-JP-KeitaNeural' });

  it('says the words with their readings, trimmed for the telephone', async () => {
    server = await startSpeechServer({ key: KEY });
    const sound = await voice().synthesise(VENUE, 'normal');
    const oracle = createHeardOracle();
    await oracle.prepare([VENUE, '会場は、岩戸児童センターです。', '駐車場はありません。']);
    expect(await oracle.heard(sound)).toMatchObject({ text: VENUE.text });
    expect(server.record.ssml.at(-1)).toContain(
      '<sub alias="かみいずみちいきせんたー">上和泉地域センター</sub>',
    );
    expect(server.record.ssml.at(-1)).toContain('<voice name="ja-JP-KeitaNeural">');
    expect(server.record.violations).toEqual([]);
  });

  it('asks for the rate that makes the measured voice speak at 5.0 and 4.2 mora a second', async () => {
    server = await startSpeechServer({ key: KEY });
    const speaker = voice();
    const normal = await speaker.synthesise(VENUE, 'normal');
    const slow = await speaker.synthesise(VENUE, 'slow');
    expect(slow.length / normal.length).toBeGreaterThan(1.1);
    const rates = server.record.ssml.map((document) => Number(/rate="([+-]\d+)%"/.exec(document)?.[1]));
    // The first measures. The stand-in speaks at about 5 mora a second by itself.
    expect(rates).toHaveLength(3);
    expect(rates[0]).toBe(0);
    expect(Math.abs(rates[1] ?? 99)).toBeLessThan(12);
    expect((rates[2] ?? 0) - (rates[1] ?? 0)).toBeCloseTo(-17, -1);
  });

  it.each([
    ['the service refuses the key', { refuseWith: 401 }],
    ['the line is cut amid the sound', { cutSynthesisAfter: 3_200 }],
  ])('fails plainly when %s, without telling the key', async (_, faults) => {
    server = await startSpeechServer({ key: KEY, faults });
    const error: unknown = await voice()
      .synthesise(VENUE, 'normal')
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'speech.unavailable' });
    expect(inspect(error)).not.toContain(KEY);
  });

  it('fails plainly when nobody is there, and speaks when somebody is again', async () => {
    server = await startSpeechServer({ key: KEY });
    await server.goAway();
    const speaker = voice();
    await expect(speaker.synthesise(VENUE, 'normal')).rejects.toMatchObject({ code: 'speech.unavailable' });
    await server.comeBack();
    expect((await speaker.synthesise(VENUE, 'normal')).length).toBeGreaterThan(8_000);
  });
});
