import type { OpeningState } from '../../../src/console/wire-supervisor';
import { isOpen } from '../../../src/handoff/opening-hours';
import { FRIDAY_TEN } from '../../helpers/queue-desk';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import {
  openSupervisorDesk,
  refused,
  type Answer,
  type Caller,
  type SupervisorDesk,
} from './supervisor-desk';

let test: TestDatabase;
let desk: SupervisorDesk;
let supervisor: Caller;
beforeAll(async () => {
  test = await createTestDatabase();
  desk = await openSupervisorDesk(test.db);
  supervisor = await desk.staff('lead');
});
afterAll(async () => {
  await desk.close();
  await test.drop();
});
beforeEach(() => desk.audited());

describe('the opening', () => {
  const put = (body: unknown): Promise<Answer> => supervisor.call('PUT', 'opening', body);
  afterEach(() => put({ act: 'usual', date: '2021-06-04' }));

  it('closes now for a reason, and goes by hours.yaml again', async () => {
    const closed = (await put({ act: 'close-now', reason: '大雨のため' })).json as OpeningState;
    expect(closed).toMatchObject({ open: false, nextOpening: '2021-06-07T00:00:00.000Z' }); // Monday at nine
    expect(closed.days[0]).toEqual({
      ...{ date: '2021-06-04', weekday: '金', kind: 'special', reason: '大雨のため' },
      blocks: [{ from: '09:00', to: '10:00' }],
    });
    expect(isOpen(desk.parts.opening.hours(), FRIDAY_TEN)).toBe(false);
    expect((await desk.audited())[0]).toMatchObject({
      act: 'opening-changed',
      subject: 'day:2021-06-04',
      details: { act: 'close-now', blocks: ['09:00-10:00'], before: ['hours.yaml'] },
    });
    const again = (await put({ act: 'usual', date: '2021-06-04' })).json as OpeningState;
    expect(again.days[0]).toMatchObject({ kind: 'usual', blocks: [{ from: '09:00', to: '17:00' }] });
  });

  it('opens longer, on a Saturday, and on a day far ahead', async () => {
    await put({ act: 'open-until', until: '19:30', reason: '延長' });
    await put({ act: 'day', date: '2021-06-05', blocks: [{ from: '09:00', to: '12:00' }], reason: '臨時' });
    const { json } = await put({ act: 'day', date: '2021-12-31', blocks: [], reason: '年末のため' });
    const { days } = json as OpeningState;
    expect(days.filter(({ kind }) => kind === 'special').map(({ date, blocks }) => [date, blocks])).toEqual([
      ['2021-06-04', [{ from: '09:00', to: '19:30' }]],
      ['2021-06-05', [{ from: '09:00', to: '12:00' }]],
      ['2021-12-31', []],
    ]);
    expect(days).toHaveLength(15); // two weeks, and the day after them
    await put({ act: 'usual', date: '2021-06-05' });
    await put({ act: 'usual', date: '2021-12-31' });
  });

  it.each([
    [{ act: 'open-until', until: '09:59', reason: 'x' }, 'opening.past'],
    [{ act: 'open-until', until: '24:30', reason: 'x' }, 'opening.blocks'],
    [{ act: 'day', date: '2021-06-03', blocks: [], reason: 'x' }, 'opening.past'],
    [
      { act: 'day', date: '2021-06-05', blocks: [{ from: '12:00', to: '09:00' }], reason: 'x' },
      'opening.blocks',
    ],
    [
      {
        act: 'day',
        date: '2021-06-05',
        blocks: [
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ],
        reason: 'x',
      },
      'opening.blocks',
    ],
    [{ act: 'day', date: '2021-02-30', blocks: [], reason: 'x' }, 'console.input'],
    [{ act: 'close-now' }, 'console.input'],
    [{ act: 'close-now', reason: ' ' }, 'text.empty'],
    [{ act: 'something' }, 'console.input'],
  ])('refuses %j', async (change, code) => {
    expect(refused(await put(change))).toEqual([400, code]);
    expect(await desk.audited()).toEqual([]);
  });
});
