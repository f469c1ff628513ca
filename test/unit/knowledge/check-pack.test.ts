import { entryText, loadSmallPack, SMALL_PACK, SMALL_PACK_NOW } from '../../helpers/small-pack';
import type { Problem } from '../../../src/knowledge/problem';

/** The problems of a pack with these files, each without what the test does not look at. */
async function problemsOf(files: Record<string, string>, now = SMALL_PACK_NOW): Promise<readonly Problem[]> {
  return (await loadSmallPack(files, now)).problems;
}

const venue = (...entries: string[]) => ({ 'entries/venue.yaml': entries.join('') });
const one = (lines: Record<string, string>) => venue(entryText('venue.one', lines), entryText('venue.two'));
const replaced = (file: string, from: string, to: string) => {
  const text = SMALL_PACK[file] ?? '';
  expect(text).toContain(from);
  return { [file]: text.replace(from, to) };
};
const at = (code: string, line: number, column: number, file = 'entries/venue.yaml') => ({ code, file, line, column });

describe('ids', () => {
  it('are unique', async () => {
    await expect(problemsOf(venue(entryText('venue.one'), entryText('venue.one', { phrasings: '  phrasings: [別]\n', situations: '' })))).resolves.toContainEqual(
      expect.objectContaining({ ...at('id.duplicate', 50, 7), severity: 'error' }),
    );
    await expect(problemsOf(replaced('venues.yaml', 'id: gym', 'id: hall'))).resolves.toMatchObject([at('id.duplicate', 15, 7, 'venues.yaml')]);
  });

  it('stand in the file of their first half, under its category', async () => {
    await expect(problemsOf(venue(entryText('day.one'), entryText('venue.two')))).resolves.toMatchObject([
      { ...at('id.wrong-file', 1, 7), severity: 'error' },
    ]);
    await expect(problemsOf(one({ category: '  category: 当日\n' }))).resolves.toMatchObject([at('category.mismatch', 2, 13)]);
    await expect(problemsOf({ 'entries/day.yaml': entryText('day.one') })).resolves.toMatchObject([
      at('category.unknown-file', 1, 7, 'entries/day.yaml'),
    ]);
  });

  it('that are referred to exist', async () => {
    const problems = await problemsOf(one({ related: '  related: [venue.two, venue.tow]\n' }));
    expect(problems).toMatchObject([{ ...at('related.broken', 9, 24), severity: 'error' }]);
    expect(problems[0]?.hint).toContain('venue.two');
    await expect(problemsOf(one({ related: '  related: [venue.one]\n' }))).resolves.toMatchObject([at('related.self', 9, 13)]);
    await expect(problemsOf(replaced('outside.yaml', 'direct: call-centre', 'direct: call-center'))).resolves.toMatchObject([
      at('direct.broken', 3, 11, 'outside.yaml'),
    ]);
  });
});

describe('phrasings', () => {
  it('belong to one entry only, whatever their width and punctuation', async () => {
    const problems = await problemsOf(one({ situations: `  situations:\n    - ｖｅｎｕｅ.twoの言い方 ３？\n${'    - あ\n'}` }));
    expect(problems.filter(({ code }) => code === 'phrasing.duplicate')).toMatchObject([
      { ...at('phrasing.duplicate', 58, 7), severity: 'error' },
    ]);
  });

  it('are not in the lists of other topics', async () => {
    await expect(problemsOf(replaced('policy.yaml', '[人と話したい]', '[人と話したい, ごみの日。]'))).resolves.toMatchObject([
      at('phrasing.duplicate', 11, 18, 'policy.yaml'),
    ]);
  });

  it('are said once in an entry, else it is a warning', async () => {
    const problems = await problemsOf(replaced('outside.yaml', '[ごみの日]', '[ごみの日, ごみの日？]'));
    expect(problems).toMatchObject([{ ...at('phrasing.repeated', 4, 21, 'outside.yaml'), severity: 'warning' }]);
  });

  it('are many, and situations leave the own noun out, else it is a warning', async () => {
    const problems = await problemsOf(one({ phrasings: '  phrasings: [これ]\n', situations: '  situations: [もちものがない, 手ぶら]\n' }));
    expect(problems).toMatchObject([
      { ...at('phrasing.few', 13, 14), severity: 'warning' },
      { ...at('phrasing.few', 14, 15), severity: 'warning' },
      { ...at('situation.own-word', 14, 16), severity: 'warning' },
    ]);
  });

  it('of danger are not also phrasings of no danger', async () => {
    await expect(problemsOf(replaced('emergency.yaml', '[息切れしやすい]', '[息切れしやすい, 息ができない。]'))).resolves.toMatchObject([
      at('emergency.contradiction', 3, 21, 'emergency.yaml'),
    ]);
  });
});

describe('placeholders', () => {
  const answer = (text: string) => one({ answer: `  answer: |-\n    はい。\n    ${text}\n` });

  it('have a record behind them', async () => {
    const problems = await problemsOf(answer('電話 {{contact.call-center.phone}}'));
    expect(problems).toMatchObject([{ ...at('placeholder.unknown', 6, 8), severity: 'error' }]);
    expect(problems[0]?.hint).toContain('{{contact.call-centre.phone}}');
    await expect(problemsOf(answer('{{contact.call-centre.fax}}'))).resolves.toMatchObject([at('placeholder.unknown', 6, 5)]);
  });

  it('stand alone on their line when they are blocks', async () => {
    await expect(problemsOf(answer('会場は{{venues.list}}です。'))).resolves.toMatchObject([at('placeholder.not-alone', 6, 8)]);
    await expect(problemsOf(answer('{{venues.list}}'))).resolves.toEqual([]);
  });

  it('are closed', async () => {
    await expect(problemsOf(answer('電話 {{contact.call-centre.phone}'))).resolves.toMatchObject([at('placeholder.unclosed', 6, 8)]);
  });

  it('of a message are among those it may use', async () => {
    const text = (SMALL_PACK['messages.yaml'] ?? '').replace(/^outside: .*$/m, "outside: {text: 'は{{fon}}', speak: はい。}");
    const line = text.split('\n').findIndex((one) => one.startsWith('outside:')) + 1;
    await expect(problemsOf({ 'messages.yaml': text })).resolves.toMatchObject([at('placeholder.unknown', line, 19, 'messages.yaml')]);
  });
});

describe('spoken answers', () => {
  it.each([
    ['ライン、またはLINEです。', 'speak.latin', 17],
    ['熱は37.5度です。', 'speak.symbol', 14],
    ['はい（見本）。', 'speak.symbol', 12],
    ['・はい。', 'speak.symbol', 10],
    ['3〜4日です。', 'speak.symbol', 11],
  ])('have no symbols: 「%s」', async (text, code, column) => {
    await expect(problemsOf(one({ speak: `  speak: ${text}\n` }))).resolves.toMatchObject([{ ...at(code, 7, column), severity: 'error' }]);
  });

  it('have sentences of one breath, else it is a warning', async () => {
    const speak = `  speak: |-\n    はい。\n    ${'あ'.repeat(46)}。\n`;
    await expect(problemsOf(one({ speak }))).resolves.toMatchObject([{ ...at('speak.long-sentence', 9, 5), severity: 'warning' }]);
  });

  it('include changed answers, small talk and messages', async () => {
    const changes = '  changes:\n    - from: 2021-07-01T00:00+09:00\n      answer: はい。\n      speak: はい！\n';
    await expect(problemsOf(one({ changes }))).resolves.toMatchObject([at('speak.symbol', 53, 16)]);
    await expect(problemsOf(replaced('policy.yaml', 'speak: どうも。', 'speak: どうも！'))).resolves.toMatchObject([
      at('speak.symbol', 10, 42, 'policy.yaml'),
    ]);
    const messages = (SMALL_PACK['messages.yaml'] ?? '').replace('welcome: {text: はい。, speak: はい。}', 'welcome: {text: はい。, speak: はい！}');
    await expect(problemsOf({ 'messages.yaml': messages })).resolves.toMatchObject([at('speak.symbol', 1, 31, 'messages.yaml')]);
  });
});

describe('dates', () => {
  it('of review are not past, else it is a warning', async () => {
    const last = Date.parse('2021-06-30T23:59:59+09:00');
    await expect(problemsOf({}, last)).resolves.toEqual([]);
    await expect(problemsOf({}, last + 1000)).resolves.toMatchObject([
      { ...at('review.past', 12, 13), severity: 'warning' },
      at('review.past', 61, 13),
    ]);
  });

  it('of changes ascend', async () => {
    const change = (day: string) => `    - from: 2021-07-${day}T00:00+09:00\n      answer: はい。\n      speak: はい。\n`;
    await expect(problemsOf(one({ changes: `  changes:\n${change('02')}${change('01')}` }))).resolves.toMatchObject([
      { ...at('changes.order', 54, 13), severity: 'error' },
    ]);
    await expect(problemsOf(one({ changes: `  changes:\n${change('01')}${change('02')}` }))).resolves.toEqual([]);
  });

  it('of the schedule leave nobody out and nobody twice', async () => {
    await expect(problemsOf(replaced('cohorts.yaml', 'from: 1952-04-02', 'from: 1952-04-01'))).resolves.toMatchObject([
      { ...at('cohort.overlap', 9, 9, 'cohorts.yaml'), severity: 'error' },
    ]);
    await expect(problemsOf(replaced('cohorts.yaml', 'from: 1952-04-02', 'from: 1952-04-03'))).resolves.toMatchObject([
      { ...at('cohort.gap', 9, 9, 'cohorts.yaml'), severity: 'warning' },
    ]);
    await expect(problemsOf(replaced('cohorts.yaml', 'ticketPosted: 2021-06-01', 'ticketPosted: 2021-06-11'))).resolves.toMatchObject([
      at('cohort.order', 7, 7, 'cohorts.yaml'),
    ]);
  });
});

describe('facts of a venue', () => {
  const answer = (text: string) => one({ answer: `  answer: |-\n    ご案内します。\n    ${text}\n` });

  it.each([
    ['中央ホールは狛江市岩戸南3-15-2です。', 11],
    ['中央ホールへは、狛江駅から徒歩10分です。', 18],
    ['中央の会場は6月4日です。', 11],
    ['中央ホールの枠は300枠です。', 13],
    ['中央ホールに駐車場があります。', 11],
    ['体育館に駐車場はありません。', 9],
  ])('are not contradicted: 「%s」', async (text, column) => {
    await expect(problemsOf(answer(text))).resolves.toMatchObject([{ ...at('venue.contradiction', 6, column), severity: 'error' }]);
  });

  it.each([
    ['中央ホールは狛江市岩戸南三丁目15番1号です。'.replace('三', '3'), 11],
    ['中央ホールです。歩いて約15分です。', 13],
    ['中央ホールは6月5日です。', 11],
    ['中央ホールに駐車場はありません。', 11],
  ])('are placed by placeholders, else it is a warning: 「%s」', async (text, column) => {
    await expect(problemsOf(answer(text))).resolves.toMatchObject([{ ...at('venue.typed', 6, column), severity: 'warning' }]);
  });

  it('are not looked for where no venue is named', async () => {
    await expect(problemsOf(answer('歩いて3分の店です。6月8日からです。'))).resolves.toEqual([]);
  });
});
