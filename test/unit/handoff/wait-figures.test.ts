import { eachWithQueueDesk, type QueueDesk } from '../../helpers/queue-desk';

const MINUTE = 60_000;

describe('what the wait is estimated from', () => {
  let desk: QueueDesk;

  eachWithQueueDesk((fresh) => (desk = fresh));
  const place = (id: string) => desk.service.place(desk.db, id);

  describe('the estimate of the wait', () => {
    /** One conversation that took `minutes`, accepted after `waited`. */
    const served = async (minutes: number, waited: number) => {
      await desk.enqueue('earlier');
      const lease = await desk.service.claimNext('sato');
      if (lease === undefined) throw new Error('nobody waited');
      await desk.age(minutes * MINUTE);
      await desk.service.close(lease, { code: 'answered-otherwise', reason: 'resolved' });
      await desk.db.query(
        `update handoff set waiting_since = (select accepted_at from assignment) - $1 * interval '1 minute'`,
        [waited],
      );
      await desk.service.setPresence('sato', 'available');
    };

    it('divides by who is there now, not by who was', async () => {
      await desk.operator('sato', { capacity: 1 });
      await served(4, 0);
      for (const id of ['a', 'b']) await desk.enqueue(id);
      expect(await place('b')).toMatchObject({ waitBand: '5–10分' }); // 2 × 4 min ÷ 1
      await desk.operator('suzuki', { capacity: 3 });
      expect(await place('b')).toMatchObject({ waitBand: '1–3分' }); // 2 × 4 min ÷ 4
      await desk.service.setPresence('sato', 'away');
      await desk.service.setPresence('suzuki', 'offline');
      expect(await place('b')).toMatchObject({ waitBand: null });
    });

    it('counts only who has the skill', async () => {
      await desk.operator('sato', { capacity: 1 });
      await served(4, 0);
      await desk.operator('suzuki', { skills: ['tax'] });
      await desk.enqueue('a', { skill: 'tax' });
      await desk.enqueue('b', { skill: 'tax' });
      expect(await place('b')).toMatchObject({ waitBand: '3–5分' }); // 2 × 4 min ÷ 2
      await desk.enqueue('c', { skill: 'unknown' });
      expect(await place('c')).toMatchObject({ waitBand: null });
    });

    it('is never below what people have just waited', async () => {
      await desk.operator('sato', { capacity: 20 });
      await served(1, 6);
      expect(await desk.enqueue('a')).toMatchObject({ waitBand: '5–10分' });
    });

    it('follows the priority', async () => {
      await desk.operator('sato', { capacity: 1 });
      await served(4, 0);
      for (const id of ['a', 'b', 'c']) await desk.enqueue(id);
      expect(await place('c')).toMatchObject({ position: 3, waitBand: '10分以上' });
      await desk.db.tx((q) => desk.service.raise(q, 'c', 'emergency'));
      expect(await place('c')).toMatchObject({ position: 1, waitBand: '3–5分' });
      expect(await place('a')).toMatchObject({ position: 2, waitBand: '5–10分' });
    });
  });
});
