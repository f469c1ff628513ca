import { decodeMulaw } from '../../../src/channels/voice/audio/mulaw';
import { OpenJTalkSynthesiser } from '../../../src/channels/voice/speech/open-jtalk-synthesiser';
import { paceRange } from '../../../src/channels/voice/speech/pace-range';
import { withOpenJTalk } from '../../helpers/open-jtalk';

const VENUE = '泉の森高齢者館の会場は、9時からです。';
const READINGS = [
  { word: '泉の森高齢者館', kana: 'いずみのもりこうれいしゃかん' },
  { word: '9時', kana: 'くじ' },
];

/** Seconds of each stretch in which nothing is to be heard, for a tenth of a second or more. */
function quietStretches(ulaw: Buffer): number[] {
  const quiet = Array.from({ length: Math.ceil(ulaw.length / 80) }, (_, index) =>
    decodeMulaw(ulaw.subarray(index * 80, index * 80 + 80)).every((sample) => Math.abs(sample) < 400)
      ? 'q'
      : 'x',
  ).join('');
  return [...quiet.matchAll(/q{10,}/g)].map(([stretch]) => stretch.length / 100);
}

withOpenJTalk()('Open JTalk', () => {
  const voice = new OpenJTalkSynthesiser();

  it.each([
    ['normal', 4.5, 5.5],
    ['slow', 4, 4.3],
  ] as const)('speaks at the %s pace at %d to %d mora a second, measured', async (pace, least, most) => {
    const { moraPerSecond, misread, seconds } = await voice.rehearse(VENUE, READINGS, pace);
    const sound = await voice.synthesise({ text: VENUE, readings: READINGS }, pace);
    expect(moraPerSecond).toBeGreaterThanOrEqual(least);
    expect(moraPerSecond).toBeLessThanOrEqual(most);
    expect(misread).toEqual([]);
    // The sound is as long as was rehearsed, once the silence at both ends is gone.
    expect(Math.abs(sound.length / 8_000 - seconds)).toBeLessThan(0.25);
  });

  it.each([
    ['normal', 0.8],
    ['slow', 1],
  ] as const)('pauses no longer than a listener waits, at the %s pace', async (pace, longest) => {
    const text = '狛江市で、接種券の発行を、申請してください。前の市町村の接種券は、使えません。';
    const sound = await voice.synthesise({ text, readings: [] }, pace);
    const quiet = quietStretches(sound);
    expect(quiet.length).toBeGreaterThan(3);
    expect(Math.max(...quiet)).toBeLessThan(longest);
  });

  it.each([
    ['接種券', 'せっしゅけん'],
    ['一日市町', 'ひといちまち'],
    ['大山町', 'だいせんちょう'],
    ['上和泉', 'かみいずみ'],
  ])('reads %s as %s, whatever its dictionary says', async (word, kana) => {
    const { misread } = await voice.rehearse(`${word}です。`, [{ word, kana }], 'normal');
    expect(misread).toEqual([]);
  });

  it('says every sentence of a text, with a breath between', async () => {
    const one = await voice.synthesise({ text: '会場です。', readings: [] }, 'normal');
    const two = await voice.synthesise({ text: '会場です。\n会場です。', readings: [] }, 'normal');
    expect(two.length).toBe(2 * one.length + 3_200);
  });

  it('names the words that it could not read as their kana say, and speaks all the same', async () => {
    const told: string[][] = [];
    const spoken = { text: '会場です。駅です。', readings: [{ word: '会場', kana: 'ヴュ' }] };
    const sound = await voice.synthesise(spoken, 'normal', (words) => told.push([...words]));
    expect(told).toEqual([['会場']]);
    expect(sound.length).toBeGreaterThan(8_000);
  });

  it('says nothing when there is nothing to say', async () => {
    expect(await voice.synthesise({ text: '。', readings: [] }, 'normal')).toHaveLength(0);
  });

  it('refuses a sentence that its program would cut short', async () => {
    const long = `${'会場です、'.repeat(80)}。`;
    await expect(voice.synthesise({ text: long, readings: [] }, 'normal')).rejects.toMatchObject({
      code: 'speech.unavailable',
      message: expect.stringContaining('too long') as string,
    });
  });

  it('does as it is told by text only: nothing in it becomes a command', async () => {
    const odd = await voice.synthesise({ text: '$(rm) "; -ow 接種です。', readings: [] }, 'normal');
    expect(odd.length).toBeGreaterThan(0);
  });
});

describe('the pace', () => {
  it('leaves no sentence of up to 38 morae longer than a breath of 7 seconds', () => {
    const morae = Array.from({ length: 33 }, (_, index) => index + 6);
    expect(morae.filter((count) => count / paceRange('normal', count).least > 7)).toEqual([]);
  });
});

describe('without Open JTalk', () => {
  it('is unavailable, and the refusal says which command brings it', async () => {
    const absent = new OpenJTalkSynthesiser(null);
    expect(absent.available).toBe(false);
    await expect(absent.synthesise({ text: 'はい。', readings: [] }, 'normal')).rejects.toMatchObject({
      code: 'speech.unavailable',
      message: expect.stringContaining('scripts/install-open-jtalk.sh') as string,
    });
  });

  it.each(['/bin/false', '/nowhere/open_jtalk'])('fails plainly when the program is %s', async (program) => {
    const broken = new OpenJTalkSynthesiser({ program, dictionary: '/nowhere', voice: '/nowhere' });
    await expect(broken.synthesise({ text: 'はい。', readings: [] }, 'normal')).rejects.toMatchObject({
      code: 'speech.unavailable',
    });
  });
});
