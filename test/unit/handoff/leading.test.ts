import { CLOSE_CODES, CLOSE_REASONS } from '../../../src/handoff/close-codes';
import { eachWithQueueDesk, type QueueDesk } from '../../helpers/queue-desk';

const MINUTE = 60_000;
const DONE = { code: 'answered-from-knowledge', reason: 'resolved' };
const STALE = { code: 'handoff.stale' };
const words = (key: string, text = 'お待たせしました') => ({ key, text, senderName: '佐藤' });

describe('an operator who leads a conversation', () => {
  let desk: QueueDesk;

  eachWithQueueDesk((fresh) => (desk = fresh));

  describe('saying', () => {
    it('stores the words once, with their sender and what was inserted', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      const inserted = { ...words('k1'), entryIds: ['booking.cancel'], release: 3 };
      const [first, again] = [
        await desk.service.say(lease, inserted),
        await desk.service.say(lease, inserted),
      ];
      expect(again).toEqual(first);
      expect(first).toMatchObject({
        author: 'operator',
        text: 'お待たせしました',
        activity: { type: 'message', channelData: { senderName: '佐藤', author: 'operator' } },
        record: { decision: 'operator', entryIds: ['booking.cancel'], release: 3, confidence: null },
      });
      expect(await desk.told('a')).toHaveLength(2);
      expect((await desk.service.say(lease, words('k2'))).record).toBeUndefined();
    });

    it('stores a message once that a shaky network sends many times at the same moment', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      const said = await Promise.all(Array.from({ length: 6 }, () => desk.service.say(lease, words('k'))));
      expect(new Set(said.map(({ seq }) => seq)).size).toBe(1);
    });

    it('refuses who leads no more, but knows what they said before', async () => {
      await desk.operator('sato');
      await desk.operator('chief');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      const said = await desk.service.say(lease, words('k'));
      const { handoffId } = lease;
      const over = await desk.service.takeOver('chief', handoffId);
      await expect(desk.service.say(lease, words('late'))).rejects.toMatchObject(STALE);
      expect(await desk.service.say(lease, words('k'))).toEqual(said);
      await desk.service.say(over, words('k', 'かわりました'));
      expect(await desk.told('a')).toEqual([
        'system: personBegins sato',
        'operator: お待たせしました',
        'system: personBegins chief',
        'operator: かわりました',
      ]);
    });

    it('refuses during offer and wrap-up, and for an unknown handoff', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      await desk.service.route();
      const lease = await desk.leaseOf('a');
      await expect(desk.service.say(lease, words('k'))).rejects.toMatchObject(STALE);
      await desk.service.accept(lease);
      await desk.service.endTalk(lease);
      await expect(desk.service.say(lease, words('k'))).rejects.toMatchObject(STALE);
      await expect(desk.service.say({ ...lease, handoffId: '0' }, words('k'))).rejects.toMatchObject(STALE);
    });

    it('checks the owner itself, not only the handoff', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      await desk.db.query(`update conversation set owner = 'bot'`);
      await expect(desk.service.say(lease, words('k'))).rejects.toMatchObject(STALE);
    });
  });

  describe('holding and ending', () => {
    it('asks the citizen to wait a moment, once', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      await desk.service.hold(lease, true);
      await desk.service.hold(lease, true);
      expect(await desk.row('a')).toMatchObject({ state: 'active', held: true });
      await desk.service.hold(lease, false);
      expect(await desk.row('a')).toMatchObject({ held: false });
      expect(await desk.told('a')).toEqual(['system: personBegins sato', 'system: heldBegins']);
      expect((await desk.events('a')).map(({ reason }) => reason)).toEqual([
        'asked',
        'claimed',
        'held',
        'resumed',
      ]);
    });

    it('gives the word back to the bot at the end of the talk, and room to the operator when it is closed', async () => {
      await desk.operator('sato', { capacity: 1 });
      for (const id of ['a', 'b']) await desk.enqueue(id);
      const lease = await desk.claim('sato');
      await desk.service.endTalk(lease);
      await desk.service.endTalk(lease);
      expect(await desk.owner('a')).toBe('bot');
      expect(await desk.row('a')).toMatchObject({ state: 'wrap-up', operatorId: 'sato' });
      expect(await desk.marks('a')).toMatchObject([
        { mark: 'person-begins' },
        { mark: 'person-ends', handoffStatus: 'completed' },
      ]);
      await expect(desk.service.claimNext('sato')).rejects.toMatchObject({ code: 'handoff.full' });
      await desk.service.close(lease, DONE);
      await desk.service.close(lease, DONE);
      expect(await desk.row('a')).toMatchObject({
        state: 'closed',
        closeCode: 'answered-from-knowledge',
        closeReason: 'resolved',
      });
      expect(await desk.service.claimNext('sato')).toMatchObject({ conversationId: 'b' });
      const [stamps] = await desk.db.query(
        `select accepted_at >= started_at and talk_ended_at >= accepted_at and ended_at >= talk_ended_at as ordered
         from assignment where handoff_id = $1`,
        [lease.handoffId],
      );
      expect(stamps).toEqual({ ordered: true });
    });

    it('closes a talk in one step, too', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      await desk.service.close(lease, DONE);
      expect(await desk.owner('a')).toBe('bot');
      expect(await desk.told('a')).toEqual(['system: personBegins sato', 'system: personEnds']);
      await expect(desk.service.endTalk(lease)).rejects.toMatchObject(STALE);
    });

    it('lets the citizen ask again during the wrap-up', async () => {
      await desk.operator('sato', { capacity: 1 });
      await desk.operator('suzuki');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      await desk.service.endTalk(lease);
      await desk.enqueue('a');
      const second = await desk.claim('suzuki');
      await desk.service.close(lease, DONE);
      expect(await desk.owner('a')).toBe('operator:suzuki');
      await desk.service.close(second, DONE);
      expect(await desk.owner('a')).toBe('bot');
    });

    it('refuses a code or reason that is not in the list', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      const lease = await desk.claim('sato');
      for (const closing of [
        { ...DONE, code: 'not-given' },
        { ...DONE, reason: '' },
      ])
        await expect(desk.service.close(lease, closing)).rejects.toMatchObject({ code: 'input.invalid' });
      expect(new Set(CLOSE_CODES.map(({ id }) => id)).size).toBe(CLOSE_CODES.length);
      expect(new Set(CLOSE_REASONS.map(({ id }) => id)).size).toBe(CLOSE_REASONS.length);
    });

    it('closes by itself a wrap-up that nobody finishes', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      await desk.service.endTalk(await desk.claim('sato'));
      await desk.age(14 * MINUTE);
      expect(await desk.service.reap()).toBe(0);
      await desk.age(2 * MINUTE);
      expect(await desk.service.reap()).toBe(1);
      expect(await desk.row('a')).toMatchObject({
        state: 'closed',
        closeCode: 'not-given',
        closeReason: 'not-given',
      });
    });
  });
});
