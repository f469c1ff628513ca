import { queuePlaces } from '../../../src/handoff/queue-places';
import { QueueDesk } from '../../helpers/queue-desk';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

describe('the places of many who wait', () => {
  let database: TestDatabase;
  let desk: QueueDesk;
  let open: boolean;
  const places = (ids: readonly string[]) =>
    queuePlaces({ q: database.db, city: desk.city, isOpen: () => open })(ids);

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    desk = new QueueDesk(database.db);
    await desk.clear();
    open = true;
  });

  it('are the same as each one is told by itself, in every skill and with priority', async () => {
    await desk.operator('sato');
    for (const id of ['a', 'b', 'c']) await desk.enqueue(id);
    await desk.enqueue('english', { skill: 'english' });
    await desk.db.tx((q) => desk.service.raise(q, 'c', 'emergency'));
    const ids = ['a', 'b', 'c', 'english'];
    const all = await places(ids);
    for (const id of ids) {
      const one = await desk.service.place(desk.db, id);
      expect(all.get(id)).toEqual({ position: one?.position, waitBand: one?.waitBand });
    }
    expect(all.get('c')?.position).toBe(1);
    expect(all.get('english')?.position).toBe(1);
  });

  it('are told of those who wait only: not of wishes, not of who is led, not of who was not asked for', async () => {
    await desk.operator('sato');
    for (const id of ['led', 'a', 'b']) await desk.enqueue(id);
    await desk.enqueue('wish', { wish: 'callback' });
    await desk.claim('sato');
    expect([...(await places(['led', 'wish', 'b', 'unknown'])).entries()]).toEqual([
      ['b', { position: 2, waitBand: null }],
    ]);
    expect((await places([])).size).toBe(0);
  });

  it('name no waiting time while the desk is closed', async () => {
    await desk.operator('sato');
    await desk.enqueue('done');
    const lease = await desk.claim('sato');
    await desk.service.close(lease, { code: 'test', reason: 'resolved' });
    await desk.enqueue('a');
    expect((await places(['a'])).get('a')?.waitBand).toBe('1–3分');
    open = false;
    expect((await places(['a'])).get('a')).toEqual({ position: 1, waitBand: null });
  });
});
