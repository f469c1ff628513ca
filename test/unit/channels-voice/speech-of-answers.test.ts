import type { SpokenText } from '../../../src/channels/voice/ports';
import { spokenNumber } from '../../../src/channels/voice/dialogue/spoken-phone';
import {
  OpenJTalkSynthesiser,
  type Rehearsed,
} from '../../../src/channels/voice/speech/open-jtalk-synthesiser';
import { sentencesOf } from '../../../src/channels/voice/speech/sentences';
import { VOICE_PROMPTS, type PromptKey } from '../../../src/conversation/voice-prompts';
import { spokenText } from '../../../src/knowledge/spoken-forms';
import { withProtectedTerms } from '../../../src/language/protected-terms';
import type { Tokenizer } from '../../../src/language/token';
import { spokenDesk } from '../../../src/spoken-desk';
import { withOpenJTalk } from '../../helpers/open-jtalk';
import { OPENING, realDesk, type RealDesk } from '../../helpers/real-desk';
import { spokenReading, wantedReadings } from './wanted-reading';

/** Before the first day of bookings, on a day of bookings, and when most dates have gone by. */
const TIMES = [OPENING, Date.parse('2021-06-08T09:00+09:00'), Date.parse('2021-08-03T00:00+09:00')];
/** Values that sentences with gaps are spoken with. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  city: ['狛江市'],
  name: ['予約のこと'],
  key: ['1', '2', '3', '4'],
  place: Array.from({ length: 20 }, (_, index) => String(index + 1)),
  wait: ['1分から3分', '3分から5分', '5分から10分', '10分以上'],
  next: ['6月7日月曜日の午前9時', '7月20日火曜日の午後1時', '4月1日木曜日の午前10時'],
  last: [spokenNumber('0019'), spokenNumber('2558')],
  number: [spokenNumber('0334300019'), spokenNumber('09012345678'), spokenNumber('0424567890')],
};
/** Every sentence is rehearsed: on two busy cores that takes a while. */
const PATIENCE_MS = 600_000;
/** A word or two has no pace. */
const SHORTEST_SECONDS = 1.2;
const LONGEST_SECONDS = 7;

interface Said extends Rehearsed {
  readonly sentence: string;
  readonly readings: SpokenText['readings'];
}

/** Everything that a caller can hear from the cache, at each of the times, the sentences with gaps, and the questions that are read out for
 *  choosing: as the desk gives it to the voice. */
function allSpeech({ desk, tokenizer }: RealDesk): SpokenText[] {
  const spoken = spokenDesk(desk, tokenizer);
  const withGaps = (Object.keys(VOICE_PROMPTS) as PromptKey[]).flatMap((key) => {
    const [gap, ...others] = VOICE_PROMPTS[key];
    if (gap === undefined) return [];
    const rest = Object.fromEntries(others.map((name) => [name, VALUES[name]?.[0] ?? '']));
    return (VALUES[gap] ?? []).flatMap((value) => spoken.prompt(key, { ...rest, [gap]: value }));
  });
  const choices = desk.pack.entries.flatMap(({ question }, index) =>
    spoken.speaker(`${(index % 3) + 1}番、${spokenText(question)}`),
  );
  const all = [...TIMES.flatMap((now) => spoken.known(now)), ...withGaps, ...choices];
  return [...new Map(all.map((piece) => [piece.text, piece])).values()];
}

withOpenJTalk()('every sentence that callers hear', () => {
  const voice = new OpenJTalkSynthesiser();
  let tokenize: Tokenizer;
  let said: readonly Said[];

  beforeAll(async () => {
    const real = await realDesk();
    tokenize = withProtectedTerms(real.tokenizer, real.desk.pack.terms);
    const sentences = allSpeech(real).flatMap(({ text, readings }) =>
      sentencesOf(text).map((sentence) => ({ sentence, readings })),
    );
    said = await Promise.all(
      sentences.map(async ({ sentence, readings }) => ({
        ...{ sentence, readings },
        ...(await voice.rehearse(sentence, readings, 'normal')),
      })),
    );
  }, PATIENCE_MS);

  it('is spoken at 4.5 to 5.5 mora a second', () => {
    const off = said.filter(
      ({ moraPerSecond, seconds }) =>
        seconds > SHORTEST_SECONDS && (moraPerSecond < 4.5 || moraPerSecond > 5.5),
    );
    expect(off).toEqual([]);
  });

  it('has no sentence that takes longer than a breath of 7 seconds', () => {
    expect(said.filter(({ seconds }) => seconds > LONGEST_SECONDS)).toEqual([]);
  });

  it('is read as the city’s own kana say, by what the synthesiser says it spoke', () => {
    expect(said.filter(({ misread }) => misread.length > 0)).toEqual([]);
  });

  it('is read from its first word to its last as a second dictionary reads it', () => {
    const other = said.flatMap(({ sentence, readings, phonemes }) => {
      const wanted = wantedReadings(sentence, readings, tokenize);
      const spoken = spokenReading(phonemes);
      return wanted.includes(spoken) ? [] : [{ sentence, spoken, wanted: wanted.at(-1) }];
    });
    expect(other).toEqual([]);
  });

  it('is spoken at 4.0 to 4.3 mora a second when somebody asks for it slowly', async () => {
    const some = said.filter((_, index) => index % 24 === 0);
    const slowly = await Promise.all(
      some.map(({ sentence, readings }) => voice.rehearse(sentence, readings, 'slow')),
    );
    const off = slowly.filter(
      ({ moraPerSecond, seconds }) =>
        seconds > SHORTEST_SECONDS && (moraPerSecond < 4 || moraPerSecond > 4.3),
    );
    expect(off).toEqual([]);
  });

  it('is mostly right at the first rehearsal, because each is time that a caller may wait', () => {
    const all = said.reduce((sum, { rehearsals }) => sum + rehearsals, 0);
    expect(all / said.length).toBeLessThan(1.6);
  });

  it('is the whole knowledge', () => {
    expect(said.length).toBeGreaterThan(700);
  });
});
