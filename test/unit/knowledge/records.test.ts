import { cohortAnswer, findCohort } from '../../../src/knowledge/cohort-answer';
import type { Pack } from '../../../src/knowledge/pack';
import { renderAnswer } from '../../../src/knowledge/render-answer';
import { renderMessage } from '../../../src/knowledge/render-message';
import { dateWording, momentWording, spokenPhone, spokenText } from '../../../src/knowledge/spoken-forms';
import { allSessions, venueAccess, venueFacility, venueList } from '../../../src/knowledge/venue-answer';
import { entryText, loadSmallPack, SMALL_PACK_NOW } from '../../helpers/small-pack';

let pack: Pack;

beforeAll(async () => {
  const loaded = await loadSmallPack();
  if (loaded.pack) pack = loaded.pack;
});

const at = (moment: string): number => Date.parse(`${moment}+09:00`);
const answerFor = (id: string, now: number, subject: 'booking' | 'ticket' = 'booking') => {
  const cohort = pack.cohorts.find((one) => one.id === id);
  return cohort ? cohortAnswer(pack, cohort, now, subject) : { text: '', speak: '' };
};

describe('spoken forms', () => {
  it('read dates, times, numbers and addresses as a person would', () => {
    expect(dateWording('2021-06-08')).toEqual({ text: '6月8日（火）', speak: '6月8日火曜日' });
    expect(momentWording('2021-06-08T09:00+09:00')).toEqual({ text: '6月8日（火）午前9時', speak: '6月8日火曜日の午前9時' });
    expect(momentWording('2021-06-08T13:30+09:00').speak).toBe('6月8日火曜日の午後1時30分');
    expect(momentWording('2021-06-08T12:00+09:00').speak).toBe('6月8日火曜日の午後12時');
    expect(spokenPhone('0000-00-0000')).toBe('ゼロゼロゼロゼロ、ゼロゼロ、ゼロゼロゼロゼロ');
    expect(spokenPhone('（１２３）4567ー890')).toBe('イチニサン、ヨンゴロクナナ、ハチキュウゼロ');
    expect(spokenText('狛江市岩戸南3-15-1（見本）')).toBe('狛江市岩戸南3の15の1');
  });
});

describe('the answer to a cohort', () => {
  it('opens with the second at which booking opens', () => {
    const before = answerFor('younger', at('2021-06-08T08:59:59'));
    expect(before.text).toContain('6月8日（火）午前9時から受け付けます');
    expect(before.speak).toContain('6月8日火曜日の午前9時から受け付けます。');
    const after = answerFor('younger', at('2021-06-08T09:00:00'));
    expect(after.text).toContain('6月8日（火）午前9時から受け付けています');
    expect(answerFor('older', SMALL_PACK_NOW).text).toContain('5月25日（火）午前9時から受け付けています');
  });

  it('says what was asked first', () => {
    expect(answerFor('younger', SMALL_PACK_NOW).text).toMatch(/^65歳から69歳の方の予約は、/);
    expect(answerFor('younger', SMALL_PACK_NOW, 'ticket').text).toMatch(/^65歳から69歳の方の接種券は、/);
  });

  it.each([
    ['2021-05-31T10:00', '6月1日（火）に発送します。6月3日（木）までに届く予定です。'],
    ['2021-06-01T10:00', '6月1日（火）に発送します。6月3日（木）までに届く予定です。'],
    ['2021-06-02T00:00', '6月1日（火）に発送しました。6月3日（木）までに届く予定です。'],
    ['2021-06-03T23:59', '6月1日（火）に発送しました。6月3日（木）までに届く予定です。'],
    ['2021-06-04T00:00', '6月1日（火）に発送しました。6月3日（木）までに届く予定でした。'],
  ])('tells the way of the ticket at %s', (now, expected) => {
    expect(answerFor('younger', at(now), 'ticket').text).toContain(expected);
  });

  it('says the note, and nothing else, when no date is known', () => {
    const cohort = { id: 'open', label: '64歳以下の方', born: {}, note: '日程がまだ決まっていません。' };
    expect(cohortAnswer(pack, cohort, SMALL_PACK_NOW)).toEqual({
      text: '64歳以下の方は、日程がまだ決まっていません。',
      speak: '64歳以下の方は、日程がまだ決まっていません。',
    });
  });
});

describe('findCohort', () => {
  const idsFor = (birth: Parameters<typeof findCohort>[1]) => findCohort(pack.cohorts, birth).map(({ id }) => id);

  it('divides at the second of April', () => {
    expect(idsFor({ year: 1952, month: 4, day: 1 })).toEqual(['older']);
    expect(idsFor({ year: 1952, month: 4, day: 2 })).toEqual(['younger']);
  });

  it('finds two when the year or the month alone leaves it open', () => {
    expect(idsFor({ year: 1952 })).toEqual(['older', 'younger']);
    expect(idsFor({ year: 1952, month: 4 })).toEqual(['older', 'younger']);
    expect(idsFor({ year: 1952, month: 3 })).toEqual(['older']);
    expect(idsFor({ year: 1953 })).toEqual(['younger']);
  });
});

describe('answers about venues', () => {
  it('come from the record, samples marked in both forms', () => {
    const [hall, gym] = pack.venues;
    const access = hall && venueAccess(hall);
    expect(access?.text).toBe(
      '・住所：狛江市岩戸南3-15-1\n・駅から：狛江駅から歩いて約15分\n・バス：バス停があります（見本）\n・駐車場：駐車場はありません\n・段差：段差はありません',
    );
    expect(access?.speak).toBe('中央ホールです。住所は、狛江市岩戸南3の15の1です。狛江駅から歩いて約15分です。駐車場はありません。');
    expect(gym && venueAccess(gym).speak).toBe(
      '体育館です。見本ですが、住所は、狛江市です。見本ですが、狛江駅から歩いて約9分です。駐車場があります。',
    );
  });

  it('do not read out an address that the city has still to fill in', () => {
    const [hall] = pack.venues;
    const empty = hall && { ...hall, address: { sample: '狛江市（所在地は市で記入）' } };
    expect(empty && venueList([empty]).speak).toBe('中央ホールです。くわしい住所は、コールセンターにおたずねください。');
  });

  it('say once what is the same everywhere', () => {
    expect(venueFacility(pack.venues, 'bus').speak).toBe('どの会場も同じです。見本ですが、バス停があります。');
    expect(venueFacility(pack.venues, 'parking').speak).toBe('中央ホールです。駐車場はありません。体育館です。駐車場があります。');
  });

  it('know which days are over', () => {
    const hall = pack.venues.slice(0, 1);
    expect(allSessions(hall, SMALL_PACK_NOW)).toEqual({
      text: '・中央ホール：6月3日（木）100枠（終了）、6月5日（土）200枠',
      speak: '中央ホールです。6月5日土曜日、200枠です。',
    });
    expect(allSessions(hall, at('2021-06-05T23:59')).text).toContain('6月5日（土）200枠（本日）');
    expect(allSessions(hall, at('2021-06-06T00:00')).speak).toBe(
      '中央ホールの予定の日は、終わりました。次の接種日は、コールセンターにおたずねください。',
    );
  });
});

describe('renderAnswer', () => {
  it('changes at the second that the entry says', async () => {
    const changes = '  changes:\n    - from: 2021-07-26T00:00+09:00\n      answer: あたらしい。\n      speak: かわりました。\n';
    const loaded = await loadSmallPack({ 'entries/venue.yaml': entryText('venue.one', { changes }) });
    const [entry] = loaded.pack?.entries ?? [];
    const textAt = (moment: string) => loaded.pack && entry && renderAnswer(loaded.pack, entry, at(moment)).text;
    expect(textAt('2021-07-25T23:59:59')).toContain('はい。');
    expect(textAt('2021-07-26T00:00:00')).toBe('あたらしい。');
  });

  it('fills a number with its mark, for the eye and for the ear', async () => {
    const speak = '  speak: |-\n    はい。\n    番号は、{{contact.call-centre.phone}}です。\n';
    const loaded = await loadSmallPack({ 'entries/venue.yaml': entryText('venue.one', { speak }) });
    const [entry] = loaded.pack?.entries ?? [];
    expect(loaded.pack && entry && renderAnswer(loaded.pack, entry, SMALL_PACK_NOW)).toEqual({
      text: 'はい。\n・お電話は0000-00-0000（見本）です。',
      speak: 'はい。番号は、見本ですが、ゼロゼロゼロゼロ、ゼロゼロ、ゼロゼロゼロゼロです。',
    });
  });
});

describe('renderMessage', () => {
  const messages = { queuePlace: { text: '{{place}}番目、{{wait}}', speak: '{{place}}番、{{wait}}' } } as unknown as Pack['messages'];

  it('fills words and pairs of words', () => {
    expect(renderMessage({ messages }, 'queuePlace', { place: 3, wait: { text: '3–5分', speak: '3分から5分' } })).toEqual({
      text: '3番目、3–5分',
      speak: '3番、3分から5分',
    });
  });

  it('refuses to show a text with a value missing', () => {
    expect(() => renderMessage({ messages }, 'queuePlace', { place: 3 })).toThrow(/\{\{wait\}\}/);
  });
});
