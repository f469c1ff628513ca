import { LONGEST_BREATH, spokenMora } from '../../../src/channels/voice/dialogue/spoken-text';
import { renderAnswer } from '../../../src/knowledge/render-answer';
import { spokenDesk, type SpokenDesk } from '../../../src/spoken-desk';
import { OPENING, realDesk, type RealDesk } from '../../helpers/real-desk';

let real: RealDesk;
let spoken: SpokenDesk;

beforeAll(async () => {
  real = await realDesk();
  spoken = spokenDesk(real.desk, real.tokenizer);
});

const words = (speak: string): string[] => spoken.speaker(speak).map(({ text }) => text);

describe('what the telephone says', () => {
  it('never takes more than a breath for a sentence, in any answer at any of these times', () => {
    const times = ['2021-06-04T10:00+09:00', '2021-06-08T09:00+09:00', '2021-08-03T00:00+09:00'].map(
      Date.parse,
    );
    const spokenOf = times.flatMap((now) =>
      real.desk.pack.entries.map((entry) => renderAnswer(real.desk.pack, entry, now).speak),
    );
    const pieces = [...new Set(spokenOf)].flatMap((speak) => spoken.speaker(speak));
    expect(
      pieces.filter((piece) => spokenMora(piece, spoken.kana) > LONGEST_BREATH).map(({ text }) => text),
    ).toEqual([]);
  });

  it('keeps prompts, menu and all other texts within a breath too', () => {
    const known = spoken.known(OPENING);
    expect(known.length).toBeGreaterThan(400);
    expect(
      known.filter((piece) => spokenMora(piece, spoken.kana) > LONGEST_BREATH).map(({ text }) => text),
    ).toEqual([]);
  });

  it('greets within ten seconds', () => {
    const greeting = spoken.prompt('greeting', { city: real.desk.pack.catalog.city });
    const mora = greeting.reduce((sum, piece) => sum + spokenMora(piece, spoken.kana), 0);
    expect(mora).toBeLessThanOrEqual(50);
  });

  it('offers at most four things at once, each with its key', () => {
    expect(spoken.menu.length).toBeLessThanOrEqual(4);
    expect(spoken.prompt('menuItem', { name: '会場のこと', key: '3' })[0]).toMatchObject({
      text: '会場のことは、3。',
      readings: expect.arrayContaining([{ word: '3', kana: 'サン' }]) as unknown,
    });
  });

  it('leads each key of the menu to the entry that it names', () => {
    const { pack } = real.desk;
    const wanted = pack.voice?.menu.flatMap(({ questions }) => questions.map(({ entry }) => entry));
    const said = spoken.menu.flatMap(({ questions }) => questions.map(({ say }) => say));
    expect(said.map((say) => pack.entries.find(({ question }) => question === say)?.id)).toEqual(wanted);
  });

  it('reads telephone numbers twice', () => {
    expect(words('番号は、ゼロゼロゼロゼロ、ゼロゼロ、ゼロゼロゼロニです。')).toEqual([
      '番号は、ゼロゼロゼロゼロ、ゼロゼロ、ゼロゼロゼロニです。',
      'くり返します。',
      'ゼロゼロゼロゼロ、ゼロゼロ、ゼロゼロゼロニです。',
    ]);
  });

  it('cuts what is longer than a breath at its commas', () => {
    expect(
      words(
        '予約の変更は、コールセンターで受け付けていますが、混み合うことがありますので、早めにおかけください。',
      ),
    ).toEqual([
      '予約の変更は、コールセンターで受け付けていますが、',
      '混み合うことがありますので、早めにおかけください。',
    ]);
  });

  it('knows how dates, times and the city’s words are read', () => {
    const [piece] = spoken.speaker('6月8日の午前9時から、接種券を持って、岩戸児童センターへ。');
    expect(piece?.readings).toEqual(
      expect.arrayContaining([
        { word: '6月8日', kana: 'ロクガツヨウカ' },
        { word: '9時', kana: 'クジ' },
        { word: '接種券', kana: 'セッシュケン' },
        { word: '岩戸児童センター', kana: 'イワトジドウセンター' },
      ]),
    );
  });
});
