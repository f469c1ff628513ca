import { ClockJump } from '../../../src/handoff/clock-jump';
import { QueueDesk } from '../../helpers/queue-desk';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

const SECOND = 1000;
const HOUR = 3_600_000;

describe('a database whose clock jumps', () => {
  let database: TestDatabase;
  let desk: QueueDesk;
  let steady: number;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    steady = 0;
    desk = new QueueDesk(database.db, 'komae', { steadyClock: () => steady });
    await desk.clear();
  });
  const states = async () =>
    Object.fromEntries(
      (await desk.service.list()).map(({ conversationId, state }) => [conversationId, state]),
    );
  /** Real time goes on a little in a test; everything is an hour older, and an hour was not lived through. */
  const jumpAhead = async () => {
    await desk.service.reap();
    await desk.age(HOUR);
    steady -= HOUR;
  };

  it('ahead takes nobody’s person and nobody’s place; who is really gone is found out after the time of a lease', async () => {
    for (const id of ['sato', 'suzuki']) await desk.operator(id);
    for (const id of ['a', 'b', 'c', 'd']) await desk.enqueue(id);
    const lease = await desk.claim('sato');
    await desk.claim('suzuki');

    await jumpAhead();
    expect(await desk.service.reap()).toBe(0);
    expect(await states()).toEqual({ a: 'active', b: 'active', c: 'waiting', d: 'waiting' });
    await desk.service.beat('sato');
    await desk.service.seen(['a', 'b', 'c']);
    steady += 44 * SECOND;
    expect(await desk.service.reap()).toBe(0);

    steady += 2 * SECOND;
    await desk.service.reap();
    expect(await states()).toEqual({ a: 'active', b: 'waiting', c: 'waiting' });
    expect(await desk.row('d')).toMatchObject({ state: 'abandoned', closeReason: 'gone' });
    await desk.service.say(lease, { key: 'k', text: 'まだおります。', senderName: '佐藤' });
  });

  it('back takes nothing from anybody either', async () => {
    await desk.operator('sato');
    for (const id of ['a', 'b']) await desk.enqueue(id);
    const lease = await desk.claim('sato');
    await desk.service.reap();
    await desk.age(-HOUR);
    steady += HOUR;
    expect(await desk.service.reap()).toBe(0);
    await desk.service.beat('sato');
    expect(await states()).toEqual({ a: 'active', b: 'waiting' });
    await desk.service.close(lease, { code: 'test', reason: 'resolved' });
    expect(await desk.service.claimNext('sato')).toMatchObject({ conversationId: 'b' });
  });
});

describe('a jump', () => {
  it.each([
    ['time that has passed on both clocks', HOUR, HOUR, false],
    ['a slow answer of the database', 4 * SECOND, SECOND, false],
    ['a clock that was set back', -HOUR, SECOND, false],
    ['a clock that was set ahead', HOUR, SECOND, true],
  ])('%s: %d ms against %d ms is one: %s', (_what, wall, steady, expected) => {
    const jump = new ClockJump(45 * SECOND);
    expect(jump.isRecent(0, 0)).toBe(false); // the first look has nothing to compare with
    expect(jump.isRecent(wall, steady)).toBe(expected);
  });
});
