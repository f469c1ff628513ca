import { eachWithQueueDesk, QueueDesk } from '../../helpers/queue-desk';
import type { TestDatabase } from '../../helpers/test-database';

const MINUTE = 60_000;
const STALE = { code: 'handoff.stale' };
const words = (key: string, text = 'お待たせしました') => ({ key, text, senderName: '佐藤' });

describe('what goes on by itself', () => {
  let database: TestDatabase;
  let desk: QueueDesk;

  eachWithQueueDesk((fresh, its) => {
    [desk, database] = [fresh, its];
  });

  describe('an operator who is gone', () => {
    it('loses the conversation to the head of the line; the citizen is told', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      await desk.enqueue('b', { priority: 9 });
      const lease = await desk.service.claim('sato', (await desk.row('a')).handoffId);
      await desk.age(46_000);
      expect(await desk.service.reap()).toBe(1);
      expect(await desk.row('a')).toMatchObject({
        state: 'waiting',
        position: 1,
        priorityReason: 'returned',
      });
      expect(await desk.owner('a')).toBe('queue');
      expect(await desk.told('a')).toEqual(['system: personBegins sato', 'system: personGone']);
      expect((await desk.marks('a'))[1]).toMatchObject({ mark: 'person-ends', handoffStatus: 'failed' });
      await expect(desk.service.say(lease, words('k'))).rejects.toMatchObject(STALE);
      expect(await desk.service.claimNext('sato')).toMatchObject({ conversationId: 'a', assignment: 2 });
    });

    it('keeps it while the console is heard of, also when it is heard of late', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      await desk.age(44_000);
      await desk.service.beat('sato');
      await desk.age(44_000);
      expect(await desk.service.reap()).toBe(0);
      await desk.age(5_000);
      await desk.service.beat('sato'); // the lease had run out, but nobody had noticed
      expect(await desk.service.reap()).toBe(0);
      await desk.service.say(lease, words('k'));
    });

    it('loses nothing when many nodes reap at once', async () => {
      await desk.operator('sato', { capacity: 9 });
      for (const id of ['a', 'b', 'c']) {
        await desk.enqueue(id);
        await desk.claim('sato');
      }
      await desk.age(60_000);
      const nodes = [desk, new QueueDesk(database.open()), new QueueDesk(database.open())];
      const moved = await Promise.all(nodes.map(({ service }) => service.reap()));
      expect(moved.reduce((sum, one) => sum + one, 0)).toBe(3);
      for (const id of ['a', 'b', 'c']) expect(await desk.told(id)).toHaveLength(2);
    });

    it('is offline for good after a while, and says that it was the desk', async () => {
      await desk.operator('sato');
      await desk.age(11 * MINUTE);
      await desk.service.reap();
      await desk.service.beat('sato');
      expect(await desk.presence('sato')).toMatchObject({ state: 'offline', reason: 'gone' });
    });
  });

  describe('time', () => {
    it('puts who has waited long before newcomers with a little priority', async () => {
      await desk.enqueue('a', { channel: 'line' });
      await desk.age(11 * MINUTE);
      await desk.enqueue('b', { priority: 5 });
      expect(await desk.service.reap()).toBe(1);
      expect(await desk.service.reap()).toBe(0);
      expect(await desk.row('a')).toMatchObject({ position: 1, priority: 10, priorityReason: 'long-wait' });
    });

    it('lets one that fails not keep the others from their turn', async () => {
      await desk.operator('sato', { capacity: 9 });
      for (const id of ['a', 'b']) {
        await desk.enqueue(id);
        await desk.claim('sato');
      }
      await desk.age(60_000);
      await desk.db.query(`update conversation set owner = 'bot' where id = 'a'`); // a fault somewhere else
      await expect(desk.service.reap()).rejects.toMatchObject(STALE);
      expect(await desk.row('b')).toMatchObject({ state: 'waiting' });
    });
  });
});
