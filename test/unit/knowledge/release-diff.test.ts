import type { Pack } from '../../../src/knowledge/pack';
import { releaseDiff } from '../../../src/knowledge/release-diff';
import { loadSmallPack } from '../../helpers/small-pack';

let pack: Pack;

beforeAll(async () => {
  pack = (await loadSmallPack()).pack!;
});

const diff = (after: Pack, before = pack) => releaseDiff(before, after);
const [one] = [0];

describe('what changed between two releases', () => {
  it('is nothing when nothing did, or only what citizens may say', () => {
    const entries = pack.entries.map((entry) => ({ ...entry, phrasings: [...entry.phrasings, '別の言い方'] }));

    expect(diff(pack)).toEqual([]);
    expect(diff({ ...pack, entries })).toEqual([]);
  });

  it('is an answer, before and after', () => {
    const entries = pack.entries.map((entry, n) => (n === one ? { ...entry, answer: '変わりました。' } : entry));
    const [change, ...others] = diff({ ...pack, entries });

    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'changed', title: pack.entries[0]?.question, after: '変わりました。' });
    expect(change?.before).toContain('はい。');
  });

  it('is an entry that came, and one that went', () => {
    const fewer = { ...pack, entries: pack.entries.slice(1) };

    expect(diff(fewer)).toMatchObject([{ kind: 'removed', title: pack.entries[0]?.question }]);
    expect(diff(pack, fewer)).toMatchObject([{ kind: 'added', title: pack.entries[0]?.question }]);
    expect(diff(fewer)[0]).not.toHaveProperty('after');
  });

  it('is an answer that will change by itself, with its day', () => {
    const changes = [{ from: '2021-07-26T00:00+09:00', answer: '始めました。', speak: '始めました。' }];
    const entries = pack.entries.map((entry, n) => (n === one ? { ...entry, changes } : entry));

    expect(diff({ ...pack, entries })[0]?.after).toContain('7月26日（月）から:\n始めました。');
  });

  it('is a record once, not every answer that shows it', () => {
    const contacts = pack.contacts.map((contact) => ({ ...contact, hours: '毎日の午前9時から午後9時まで' }));

    expect(diff({ ...pack, contacts })).toMatchObject([
      { kind: 'changed', title: '問い合わせ先: コールセンター', after: expect.stringContaining('毎日') as string },
    ]);
  });

  it('is a venue, a row of the schedule, the hours', () => {
    const after: Pack = {
      ...pack,
      venues: pack.venues.map((venue, n) => (n === one ? { ...venue, parking: '10台あります' } : venue)),
      cohorts: pack.cohorts.map((cohort, n) =>
        n === one ? { ...cohort, bookingOpens: '2021-06-10T09:00+09:00' } : cohort,
      ),
      hours: { ...pack.hours, closures: [{ date: '2021-06-07', reason: '停電' }] },
    };

    expect(diff(after).map(({ title }) => title)).toEqual([
      '会場: 中央ホール',
      '予定: 70歳から74歳の方',
      '職員が応対する時間',
    ]);
    expect(diff(after)[2]?.after).toContain('休み 6月7日（月） 停電');
  });

  it('has the same id in every comparison that finds the same, and another for another text', () => {
    const say = (answer: string) => ({
      ...pack,
      entries: pack.entries.map((entry, n) => (n === one ? { ...entry, answer } : entry)),
    });

    expect(diff(say('あ'))[0]?.id).toBe(diff(say('あ'))[0]?.id);
    expect(diff(say('あ'))[0]?.id).not.toBe(diff(say('い'))[0]?.id);
  });
});

describe('prepared replies', () => {
  it('name only what there is, under one id each', async () => {
    const { problems } = await loadSmallPack({
      'canned.yaml': '- {id: a, label: あ, text: "{{operater}}です"}\n- {id: a, label: い, text: はい}\n',
    });

    expect(problems.map(({ file, line, code }) => [file, line, code])).toEqual([
      ['canned.yaml', 1, 'placeholder.unknown'],
      ['canned.yaml', 2, 'id.duplicate'],
    ]);
  });
});
