import type { Lease } from '../../../src/handoff/lease';
import { QueueDesk } from '../../helpers/queue-desk';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';

/** A turn holds the conversation and then wants the handoff: whoever took them the other way round would be in its way for good. */
describe('what operators do while a turn holds the conversation', () => {
  let database: TestDatabase;
  let desk: QueueDesk;
  let lease: Lease;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    desk = new QueueDesk(database.db);
    await desk.clear();
    await desk.operator('sato');
    await desk.operator('chief');
    await desk.enqueue('a');
    lease = await desk.claim('sato');
  });

  const isWaiting = async (): Promise<boolean> => {
    const rows = await database.db.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  };

  it.each<[act: string, run: () => Promise<unknown>]>([
    ['say', () => desk.service.say(lease, { key: 'k', text: 'はい', senderName: '佐藤' })],
    ['hold', () => desk.service.hold(lease, true)],
    ['endTalk', () => desk.service.endTalk(lease)],
    ['close', () => desk.service.close(lease, { code: 'test', reason: 'resolved' })],
    ['requeue', () => desk.service.requeue(lease)],
    ['transfer', () => desk.service.transfer(lease, { operatorId: 'chief' }, '')],
    ['takeOver', () => desk.service.takeOver('chief', lease.handoffId)],
    ['abandon', () => desk.service.abandon('a', 'gone')],
  ])('%s waits before it touches the handoff, and is done afterwards', async (_, run) => {
    let running: Promise<unknown> | undefined;
    await database.db.tx(async (q) => {
      await q.query(`select from conversation where id = 'a' for update`);
      running = run();
      await waitUntil('the conversation’s lock', isWaiting);
      await q.query('select from handoff for update nowait');
    });
    await running;
    expect(await isWaiting()).toBe(false);
  });

  it.each<[act: string, run: () => Promise<unknown>, found: unknown]>([
    ['claimNext', () => desk.service.claimNext('chief'), undefined],
    ['route', () => desk.service.route(), 0],
    ['reap', () => desk.service.reap(), 0],
  ])('%s passes it over', async (_, run, found) => {
    await desk.service.requeue(lease);
    await desk.age(11 * 60_000);
    for (const id of ['sato', 'chief']) await desk.service.beat(id);
    await database.db.tx(async (q) => {
      await q.query(`select from conversation where id = 'a' for update`);
      expect(await run()).toBe(found);
    });
  });
});
