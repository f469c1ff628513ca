import { eachWithQueueDesk, type QueueDesk } from '../../helpers/queue-desk';

const DONE = { code: 'answered-from-knowledge', reason: 'resolved' };
const STALE = { code: 'handoff.stale' };
const words = (key: string, text = 'お待たせしました') => ({ key, text, senderName: '佐藤' });

describe('a conversation that is handed on', () => {
  let desk: QueueDesk;

  eachWithQueueDesk((fresh) => (desk = fresh));

  describe('handing on', () => {
    it('offers it to a colleague with a note, at once', async () => {
      await desk.operator('sato');
      await desk.operator('suzuki');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      await desk.service.transfer(lease, { operatorId: 'suzuki' }, '英語で');
      expect(await desk.row('a')).toMatchObject({
        ...{ state: 'offered', operatorId: 'suzuki', assignment: 2, transferNote: '英語で' },
        ...{ priority: 50, priorityReason: 'returned' },
      });
      expect(await desk.owner('a')).toBe('queue');
      await expect(desk.service.say(lease, words('k'))).rejects.toMatchObject(STALE);
      await desk.service.accept(await desk.leaseOf('a'));
      expect(await desk.owner('a')).toBe('operator:suzuki');
      expect(await desk.told('a')).toEqual([
        'system: personBegins sato',
        'system: heldBegins',
        'system: personBegins suzuki',
      ]);
      expect(await desk.marks('a')).toMatchObject([
        { mark: 'person-begins' },
        { mark: 'person-ends' },
        { mark: 'person-begins' },
      ]);
    });

    it('puts it at the head when the colleague does not accept', async () => {
      await desk.operator('sato');
      await desk.operator('suzuki');
      await desk.enqueue('a');
      await desk.enqueue('b');
      await desk.db.query(`update handoff set waiting_since = waiting_since - interval '1 hour' where conversation_id = 'b'`); // prettier-ignore
      await desk.service.transfer(
        await desk.service.claim('sato', (await desk.row('a')).handoffId),
        { operatorId: 'suzuki' },
        '',
      );
      await desk.age(21_000);
      await desk.service.reap();
      expect(await desk.row('a')).toMatchObject({ state: 'waiting', position: 1 });
    });

    it('refuses a colleague who is full, away, unknown or the same, and leaves the citizen where they are', async () => {
      await desk.operator('sato');
      await desk.operator('full', { capacity: 0 });
      await desk.operator('gone', { state: 'away' });
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      for (const [operatorId, code] of [
        ['full', 'handoff.full'],
        ['gone', 'operator.unavailable'],
        ['nobody', 'operator.unavailable'],
        ['sato', 'input.invalid'],
      ] as const)
        await expect(desk.service.transfer(lease, { operatorId }, '')).rejects.toMatchObject({ code });
      expect(await desk.row('a')).toMatchObject({ state: 'active', operatorId: 'sato' });
    });

    it('puts it at the head of another skill', async () => {
      await desk.operator('sato');
      await desk.operator('tax', { skills: ['tax'] });
      await desk.enqueue('early', { skill: 'tax' });
      await desk.enqueue('a');
      await desk.service.transfer(await desk.claim('sato'), { skill: 'tax' }, '税のこと');
      expect(await desk.row('a')).toMatchObject({
        ...{ state: 'waiting', skill: 'tax', position: 1, transferNote: '税のこと' },
      });
      expect(await desk.owner('a')).toBe('queue');
      expect(await desk.service.claimNext('sato')).toBeUndefined();
      expect(await desk.service.claimNext('tax')).toMatchObject({ conversationId: 'a' });
    });

    it('puts it back at the head', async () => {
      await desk.operator('sato');
      for (const id of ['a', 'b']) await desk.enqueue(id);
      await desk.service.requeue(await desk.claim('sato'));
      expect(await desk.row('a')).toMatchObject({
        state: 'waiting',
        position: 1,
        priorityReason: 'returned',
      });
    });

    it('lets a supervisor take over, from an operator, an offer, the line and the worklist', async () => {
      await desk.operator('sato', { state: 'away' });
      await desk.operator('chief', { roles: ['supervisor'], capacity: 0 });
      await desk.enqueue('active');
      const lease = await desk.claim('sato');
      await desk.operator('suzuki');
      await desk.enqueue('offered');
      await desk.service.route();
      await desk.enqueue('waiting');
      await desk.enqueue('wish', { wish: 'callback' });
      for (const id of ['active', 'offered', 'waiting', 'wish']) {
        const { handoffId } = await desk.row(id);
        const over = await desk.service.takeOver('chief', handoffId);
        expect(await desk.service.takeOver('chief', handoffId)).toEqual(over);
        expect(await desk.row(id)).toMatchObject({ state: 'active', operatorId: 'chief' });
        expect(await desk.owner(id)).toBe('operator:chief');
      }
      await expect(desk.service.close(lease, DONE)).rejects.toMatchObject(STALE);
      const [old] = await desk.db.query('select end_reason from assignment where handoff_id = $1 and n = 1', [
        lease.handoffId,
      ]);
      expect(old).toEqual({ end_reason: 'taken-over' });
    });

    it('refuses to take over what is over', async () => {
      await desk.operator('sato');
      await desk.operator('chief');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      await desk.service.endTalk(lease);
      await expect(desk.service.takeOver('chief', lease.handoffId)).rejects.toMatchObject(STALE);
      await expect(desk.service.takeOver('chief', '0')).rejects.toMatchObject(STALE);
    });
  });
});
