import fc from 'fast-check';
import { hoursText } from '../../../src/handoff/hours-text';
import { isOpen, nextOpening, WEEKDAYS, type OpeningHours } from '../../../src/handoff/opening-hours';

const at = (text: string): number => Date.parse(`${text}+09:00`);
const CITY: OpeningHours = {
  blocks: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '12:00' },
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '13:00', to: '17:00' },
  ],
  holidays: 'closed',
  closures: [{ date: '2021-06-07', reason: '機器の点検' }],
};

describe('opening hours', () => {
  it.each([
    ['2021-06-04T08:59:59.999', false, 'a minute early'],
    ['2021-06-04T09:00:00', true, 'Friday, the first moment'],
    ['2021-06-04T11:59:59.999', true, 'the last before lunch'],
    ['2021-06-04T12:00:00', false, 'lunch'],
    ['2021-06-04T13:00:00', true, 'after lunch'],
    ['2021-06-04T17:00:00', false, 'the end of the day'],
    ['2021-06-05T10:00:00', false, 'Saturday'],
    ['2021-06-07T10:00:00', false, 'a one-off closure'],
    ['2021-06-08T10:00:00', true, 'the Tuesday after'],
    ['2021-07-22T10:00:00', false, 'Marine Day, moved for the Olympics'],
    ['2021-08-09T10:00:00', false, 'a substitute holiday'],
    ['2021-07-19T10:00:00', true, 'the usual Marine Day, a workday in 2021'],
  ])('at %s open is %s: %s', (time, open) => {
    expect(isOpen(CITY, at(time))).toBe(open);
  });

  it.each([
    ['2021-06-04T08:00', '2021-06-04T09:00', 'the same morning'],
    ['2021-06-04T12:30', '2021-06-04T13:00', 'after lunch'],
    ['2021-06-04T10:00', '2021-06-04T13:00', 'open now: the next beginning'],
    ['2021-06-04T17:00', '2021-06-08T09:00', 'over the weekend and the closure'],
    ['2021-04-28T18:00', '2021-04-30T09:00', 'over Showa Day'],
    ['2021-04-30T18:00', '2021-05-06T09:00', 'over Golden Week'],
  ])('after %s it opens at %s: %s', (time, next) => {
    expect(nextOpening(CITY, at(time))).toBe(at(next));
  });

  it('opens on holidays where the city says so, and never without a block', () => {
    expect(isOpen({ ...CITY, holidays: 'open' }, at('2021-07-22T10:00'))).toBe(true);
    expect(nextOpening({ ...CITY, blocks: [] }, at('2021-06-04T10:00'))).toBeUndefined();
  });

  it('takes blocks that touch as one opening, also over midnight', () => {
    const night: OpeningHours = {
      ...CITY,
      blocks: [
        { days: ['fri'], from: '22:00', to: '24:00' },
        { days: ['sat'], from: '00:00', to: '06:00' },
      ],
    };
    expect(isOpen(night, at('2021-06-05T00:00'))).toBe(true);
    expect(nextOpening(night, at('2021-06-04T23:00'))).toBe(at('2021-06-11T22:00'));
  });

  describe('for any hours', () => {
    const clock = fc.integer({ min: 0, max: 24 * 4 }).map((quarter) => quarter * 15);
    const written = (minutes: number): string =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const block = fc
      .tuple(clock, clock, fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }))
      .filter(([from, to]) => from !== to)
      .map(([a, b, days]) => ({ days, from: written(Math.min(a, b)), to: written(Math.max(a, b)) }));
    const anyHours: fc.Arbitrary<OpeningHours> = fc.record({
      blocks: fc.array(block, { maxLength: 4 }),
      holidays: fc.constantFrom('closed' as const, 'open' as const),
      closures: fc.array(
        fc
          .integer({ min: 1, max: 30 })
          .map((day) => ({ date: `2021-06-${String(day).padStart(2, '0')}`, reason: '' })),
        { maxLength: 5 },
      ),
    });
    const moment = fc.integer({ min: at('2021-04-20T00:00'), max: at('2021-07-31T00:00') });

    it('the next opening is in the future, open, and closed just before', () => {
      fc.assert(
        fc.property(anyHours, moment, (hours, now) => {
          const next = nextOpening(hours, now);
          if (next === undefined) return;
          expect(next).toBeGreaterThan(now);
          expect([isOpen(hours, next - 1), isOpen(hours, next)]).toEqual([false, true]);
        }),
      );
    });

    it('while closed, nothing opens before the next opening', () => {
      fc.assert(
        fc.property(
          anyHours,
          moment,
          fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
          (hours, now, part) => {
            const next = nextOpening(hours, now) ?? now + 400 * 86_400_000;
            const between = Math.min(next - 1, Math.floor(now + (next - now) * part));
            fc.pre(!isOpen(hours, now));
            expect(isOpen(hours, between)).toBe(false);
          },
        ),
      );
    });

    it('is closed all day on a closure, and on a holiday where holidays are closed', () => {
      const timeOfDay = fc.integer({ min: 0, max: 86_400_000 - 1 });
      fc.assert(
        fc.property(anyHours, timeOfDay, (hours, time) => {
          const closure = { ...hours, closures: [{ date: '2021-06-10', reason: '' }] };
          expect(isOpen(closure, at('2021-06-10T00:00') + time)).toBe(false);
          expect(isOpen({ ...hours, holidays: 'closed' }, at('2021-05-03T00:00') + time)).toBe(false);
        }),
      );
    });
  });
});

describe('opening hours in words', () => {
  it.each([
    [CITY, '平日 9:00〜12:00、13:00〜17:00（祝日を除く）'],
    [
      { ...CITY, blocks: [{ days: [...WEEKDAYS], from: '00:00', to: '24:00' }], holidays: 'open' as const },
      '毎日 0:00〜24:00',
    ],
    [
      {
        ...CITY,
        blocks: [...CITY.blocks.slice(0, 1), { days: ['sun', 'sat'] as const, from: '10:00', to: '15:30' }],
      },
      '平日 9:00〜12:00、土・日曜日 10:00〜15:30（祝日を除く）',
    ],
  ])('%# reads %s', (hours, text) => {
    expect(hoursText(hours)).toBe(text);
  });
});
