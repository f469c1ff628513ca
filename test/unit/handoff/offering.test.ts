import { eachWithQueueDesk, QueueDesk } from '../../helpers/queue-desk';
import type { TestDatabase } from '../../helpers/test-database';

const MINUTE = 60_000;
const STALE = { code: 'handoff.stale' };

describe('the desk that offers conversations', () => {
  let database: TestDatabase;
  let desk: QueueDesk;

  eachWithQueueDesk((fresh, its) => {
    [desk, database] = [fresh, its];
  });

  describe('an offer', () => {
    it('goes to the longest idle who fits, one each before anybody gets a second', async () => {
      await desk.operator('first', { skills: ['tax'] });
      await desk.operator('second');
      await desk.operator('third');
      for (const id of ['a', 'b', 'c']) await desk.enqueue(id);
      expect(await desk.service.route()).toBe(3);
      expect(await Promise.all(['a', 'b', 'c'].map(async (id) => (await desk.row(id)).operatorId))).toEqual([
        'second',
        'third',
        'second',
      ]);
      expect(await desk.row('a')).toMatchObject({ state: 'offered', assignment: 1 });
      expect((await desk.row('a')).offeredUntil).toBeDefined();
      expect(await desk.owner('a')).toBe('queue');
      expect(await desk.service.place(desk.db, 'a')).toMatchObject({ position: 1 });
      expect(await desk.service.route()).toBe(0);
    });

    it('is made once, however many nodes route', async () => {
      for (const id of ['o1', 'o2', 'o3']) await desk.operator(id, { capacity: 3 });
      const ids = Array.from({ length: 6 }, (_, n) => `c${n}`);
      for (const id of ids) await desk.enqueue(id);
      const nodes = [desk, new QueueDesk(database.open()), new QueueDesk(database.open())];
      const made = await Promise.all(nodes.map(({ service }) => service.route()));
      expect(made.reduce((sum, one) => sum + one, 0)).toBe(6);
      for (const id of ids) expect(await desk.row(id)).toMatchObject({ state: 'offered', assignment: 1 });
    });

    it.each([['away'], ['offline']] as const)('does not go to who is %s', async (state) => {
      await desk.operator('sato', { state });
      await desk.enqueue('a');
      expect(await desk.service.route()).toBe(0);
    });

    it('does not go to a console that is not heard of, until it is', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      await desk.age(MINUTE);
      expect(await desk.service.route()).toBe(0);
      expect(await desk.presence('sato')).toMatchObject({ state: 'offline' });
      await desk.service.beat('sato');
      expect(await desk.presence('sato')).toMatchObject({ state: 'available' });
      expect(await desk.service.route()).toBe(1);
    });

    it('is accepted by its lease, twice the same', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      await desk.service.route();
      const lease = await desk.leaseOf('a');
      await expect(desk.service.accept({ ...lease, operatorId: 'suzuki' })).rejects.toMatchObject({
        code: 'operator.unavailable',
      });
      await desk.service.accept(lease);
      await desk.service.accept(lease);
      expect(await desk.row('a')).toMatchObject({ state: 'active', operatorId: 'sato', assignment: 1 });
      expect(await desk.told('a')).toEqual(['system: personBegins sato']);
      expect(await desk.owner('a')).toBe('operator:sato');
    });

    it('is what the one key takes first', async () => {
      await desk.operator('sato', { capacity: 1 });
      await desk.enqueue('a');
      await desk.service.route();
      await desk.enqueue('urgent', { priority: 9 });
      expect(await desk.service.claimNext('sato')).toMatchObject({ conversationId: 'a', assignment: 1 });
    });

    it('cannot be claimed by somebody else', async () => {
      await desk.operator('sato');
      await desk.operator('suzuki', { state: 'away' });
      const { handoffId } = await desk.enqueue('a');
      await desk.service.route();
      expect(await desk.service.claimNext('suzuki')).toBeUndefined();
      await expect(desk.service.claim('suzuki', handoffId)).rejects.toMatchObject(STALE);
      expect(await desk.service.claim('sato', handoffId)).toMatchObject({ assignment: 1 });
    });

    it('goes to the next when it is declined, and comes back when all have declined', async () => {
      for (const id of ['o1', 'o2']) await desk.operator(id);
      await desk.enqueue('a');
      await desk.service.route();
      await desk.service.decline(await desk.leaseOf('a'));
      await desk.service.route();
      expect(await desk.row('a')).toMatchObject({ operatorId: 'o2', assignment: 2 });
      await desk.service.decline(await desk.leaseOf('a'));
      expect(await desk.service.route()).toBe(0); // both have just declined: a pause, then it begins again
      await desk.age(31_000);
      expect(await desk.service.route()).toBe(1);
    });

    it('passes over who declined while others are there', async () => {
      await desk.operator('o1', { capacity: 1 });
      await desk.operator('o2', { capacity: 1 });
      await desk.enqueue('a');
      await desk.service.route();
      await desk.service.decline(await desk.leaseOf('a'));
      await desk.service.setPresence('o2', 'away');
      await desk.age(31_000);
      for (const id of ['o1', 'o2']) await desk.service.beat(id);
      await desk.service.setPresence('o2', 'available');
      expect(await desk.service.route()).toBe(1);
      expect(await desk.row('a')).toMatchObject({ operatorId: 'o2' });
    });

    it('keeps the place of who was offered when it runs out, and goes to the next', async () => {
      await desk.operator('o1');
      await desk.enqueue('a');
      await desk.service.route();
      const lease = await desk.leaseOf('a');
      await desk.enqueue('b');
      await desk.age(21_000);
      await desk.operator('o2', { capacity: 1 });
      await desk.service.beat('o1');
      expect(await desk.service.reap()).toBe(1);
      expect(await desk.row('a')).toMatchObject({ state: 'waiting', position: 1, priority: 0 });
      await expect(desk.service.accept(lease)).rejects.toMatchObject(STALE);
      await desk.service.route();
      expect(await desk.row('a')).toMatchObject({ operatorId: 'o2' });
    });

    it('makes away who misses two in a row, and says why', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      for (const state of ['available', 'away'] as const) {
        await desk.age(31_000);
        await desk.service.beat('sato');
        expect(await desk.service.route()).toBe(1);
        await desk.age(21_000);
        await desk.service.reap();
        expect(await desk.presence('sato')).toMatchObject({ state });
      }
      expect(await desk.presence('sato')).toMatchObject({ reason: 'missed-offers' });
      await desk.service.setPresence('sato', 'available');
      expect((await desk.presence('sato'))?.reason).toBeUndefined();
      expect(await desk.row('a')).toMatchObject({ state: 'waiting', priority: 0 });
    });

    it('is given back at once by who goes away', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      await desk.service.route();
      await desk.service.setPresence('sato', 'away');
      expect(await desk.row('a')).toMatchObject({ state: 'waiting' });
      await desk.service.setPresence('sato', 'available');
      expect(await desk.service.route()).toBe(1);
    });
  });
});
