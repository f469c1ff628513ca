import { blocksOn, isOpen, nextOpening, type OpeningHours } from '../../../src/handoff/opening-hours';
import { dropOverride, listOverrides, putOverride } from '../../../src/handoff/opening-override-store';
import { closedFrom, openUntil, withOverrides } from '../../../src/handoff/opening-overrides';
import { LiveOpening } from '../../../src/live-opening';
import { createTestDatabase, silent, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';

const at = (text: string): number => Date.parse(`${text}+09:00`);
const CITY: OpeningHours = {
  blocks: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '12:00' },
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '13:00', to: '17:00' },
  ],
  holidays: 'closed',
  closures: [{ date: '2021-06-07', reason: '機器の点検' }],
};
const FRIDAY = at('2021-06-04T10:00');

describe('one day by a supervisor’s word', () => {
  it('opens a Saturday in the morning, and that is the next opening', () => {
    const hours = withOverrides(
      CITY,
      [{ date: '2021-06-05', blocks: [{ from: '09:00', to: '12:00' }], reason: '臨時' }],
      FRIDAY,
    );
    expect(isOpen(hours, at('2021-06-05T09:00'))).toBe(true);
    expect(isOpen(hours, at('2021-06-05T12:00'))).toBe(false);
    expect(isOpen(hours, at('2021-06-12T09:00'))).toBe(false); // the week after is a usual Saturday
    expect(nextOpening(hours, at('2021-06-04T17:00'))).toBe(at('2021-06-05T09:00'));
  });

  it.each([
    ['2021-07-22', 'a public holiday'],
    ['2021-06-07', 'a closure of hours.yaml'],
  ])('opens %s, %s, in two blocks', (date) => {
    const blocks = [
      { from: '09:00', to: '11:30' },
      { from: '13:30', to: '15:00' },
    ];
    const hours = withOverrides(CITY, [{ date, blocks, reason: '臨時' }], FRIDAY);
    const open = ['08:59', '09:00', '11:30', '13:30', '15:00'].map((time) =>
      isOpen(hours, at(`${date}T${time}`)),
    );
    expect(open).toEqual([false, true, false, true, false]);
  });

  it('closes a workday, and the one after opens', () => {
    const hours = withOverrides(CITY, [{ date: '2021-06-04', blocks: [], reason: '台風' }], FRIDAY);
    expect(isOpen(hours, FRIDAY)).toBe(false);
    expect(nextOpening(hours, FRIDAY)).toBe(at('2021-06-08T09:00'));
  });

  it('leaves out days that have passed, also just before midnight in Japan', () => {
    const days = ['2021-06-03', '2021-06-04'].map((date) => ({ date, blocks: [], reason: '台風' }));
    expect(withOverrides(CITY, days, at('2021-06-03T23:59')).specialDays).toHaveLength(2);
    expect(withOverrides(CITY, days, at('2021-06-04T00:00')).specialDays).toEqual([days[1]]);
  });
});

describe('closing at once', () => {
  it.each([
    ['08:00', []],
    ['09:00', []],
    ['10:30', [['09:00', '10:30']]],
    ['12:30', [['09:00', '12:00']]],
    [
      '14:20',
      [
        ['09:00', '12:00'],
        ['13:00', '14:20'],
      ],
    ],
  ])('at %s keeps what was', (time, left) => {
    const now = at(`2021-06-04T${time}`) + 30_000; // half a minute later it is closed already
    const blocks = closedFrom(CITY, now);
    expect(blocks.map(({ from, to }) => [from, to])).toEqual(left);
    expect(isOpen(withOverrides(CITY, [{ date: '2021-06-04', blocks, reason: '台風' }], now), now)).toBe(
      false,
    );
  });

  it('can follow an earlier word about the same day', () => {
    const word = { date: '2021-06-05', blocks: [{ from: '09:00', to: '15:00' }], reason: '臨時' };
    const hours = withOverrides(CITY, [word], FRIDAY);
    expect(closedFrom(hours, at('2021-06-05T10:00'))).toEqual([{ from: '09:00', to: '10:00' }]);
  });
});

describe('open until', () => {
  it.each([
    ['10:00', '19:00', [['09:00', '19:00']], 'over lunch and the usual end'],
    ['10:00', '11:00', [['09:00', '11:00']], 'shorter than usual'],
    [
      '12:30',
      '15:00',
      [
        ['09:00', '12:00'],
        ['12:30', '15:00'],
      ],
      'opens at once in the lunch break',
    ],
    [
      '18:00',
      '20:00',
      [
        ['09:00', '12:00'],
        ['13:00', '17:00'],
        ['18:00', '20:00'],
      ],
      'again in the evening',
    ],
    ['08:00', '24:00', [['08:00', '24:00']], 'before the first block'],
  ])('at %s until %s: %j (%s)', (time, until, blocks) => {
    const now = at(`2021-06-04T${time}`);
    const found = openUntil(CITY, now, until) ?? [];
    expect(found.map(({ from, to }) => [from, to])).toEqual(blocks);
    expect(
      isOpen(withOverrides(CITY, [{ date: '2021-06-04', blocks: found, reason: '延長' }], now), now),
    ).toBe(true);
  });

  it('is refused for a time that has passed', () => {
    expect(openUntil(CITY, FRIDAY, '10:00')).toBeUndefined();
    expect(openUntil(CITY, FRIDAY, '09:00')).toBeUndefined();
  });
});

describe('the hours in force', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  const word = { date: '2021-06-04', blocks: [], reason: '大雨のため', byOperator: 'op-1' };

  it('are stored, one word a day and city, the newest', async () => {
    const { db } = test;
    await putOverride(db, 'komae', { ...word, reason: '初め' });
    await putOverride(db, 'komae', word);
    await putOverride(db, 'elsewhere', { ...word, blocks: [{ from: '09:00', to: '10:00' }] });
    await putOverride(db, 'komae', { ...word, date: '2021-06-03' });
    expect(await listOverrides(db, 'komae', '2021-06-04')).toEqual([
      { ...word, at: expect.stringMatching(/^\d{4}-/) as string },
    ]);
    await dropOverride(db, 'komae', '2021-06-04');
    expect(await listOverrides(db, 'komae', '2021-06-04')).toEqual([]);
  });

  it('follow a word given on another node at once, and outlive the database being away', async () => {
    const other = test.open();
    const options = { city: 'komae', clock: () => FRIDAY, base: CITY, logger: silent };
    const live = new LiveOpening({ ...options, db: test.db });
    await live.start();
    const { hours } = live;
    expect(blocksOn(hours(), '2021-06-04')).toHaveLength(2);
    await putOverride(other, 'komae', word);
    await other.notify('opening', 'komae');
    await waitUntil('the word is heard', () => !isOpen(hours(), FRIDAY));

    const query = () => Promise.reject(new TypeError('away'));
    const lost = new LiveOpening({ ...options, db: { ...test.db, query } });
    await lost.refresh();
    expect(isOpen(lost.hours(), FRIDAY)).toBe(true);
    await live.stop();
  });
});
