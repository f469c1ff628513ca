import type { AppError } from '../../../src/errors';
import type { Claimed } from '../../../src/handoff/lease';
import { eachWithQueueDesk, QueueDesk } from '../../helpers/queue-desk';
import type { TestDatabase } from '../../helpers/test-database';

const refusals = (settled: PromiseSettledResult<unknown>[]) =>
  settled.flatMap((one) => (one.status === 'rejected' ? [(one.reason as AppError).code] : []));

describe('an operator who takes a conversation', () => {
  let database: TestDatabase;
  let desk: QueueDesk;

  eachWithQueueDesk((fresh, its) => {
    [desk, database] = [fresh, its];
  });

  describe('claiming', () => {
    it('gives the head of the line, the word, and a notice to the citizen', async () => {
      await desk.operator('sato', { displayName: '佐藤' });
      await desk.enqueue('a');
      await desk.enqueue('b');
      const { handoffId } = await desk.row('a');
      expect(await desk.service.claimNext('sato')).toEqual({
        ...{ handoffId, conversationId: 'a', operatorId: 'sato', assignment: 1 },
      });
      expect(await desk.row('a')).toMatchObject({ state: 'active', operatorId: 'sato', assignment: 1 });
      expect(await desk.owner('a')).toBe('operator:sato');
      expect(await desk.told('a')).toEqual(['system: personBegins 佐藤']);
      expect(await desk.marks('a')).toEqual([
        { author: 'system', mark: 'person-begins', handoffStatus: 'accepted' },
      ]);
    });

    it('goes by priority, then time, among what fits skill, language and channel', async () => {
      await desk.operator('sato', { skills: ['general', 'tax'], channels: ['web'], capacity: 9 });
      await desk.enqueue('english', { language: 'en' });
      await desk.enqueue('line', { channel: 'line' });
      await desk.enqueue('other', { skill: 'school' });
      await desk.enqueue('first');
      await desk.enqueue('tax', { skill: 'tax' });
      await desk.enqueue('urgent', { priority: 5 });
      const taken: (string | undefined)[] = [];
      for (let n = 0; n < 4; n++) taken.push((await desk.service.claimNext('sato'))?.conversationId);
      expect(taken).toEqual(['urgent', 'first', 'tax', undefined]);
    });

    it('passes over a conversation whose turn is running, and waits for it when asked for it', async () => {
      await desk.operator('sato', { capacity: 3 });
      for (const id of ['a', 'b']) await desk.enqueue(id);
      const { handoffId } = await desk.row('a');
      let claiming: Promise<Claimed> | undefined;
      await desk.db.tx(async (q) => {
        await q.query(`select from conversation where id = 'a' for update`);
        expect(await desk.service.claimNext('sato')).toMatchObject({ conversationId: 'b' });
        claiming = desk.service.claim('sato', handoffId);
      });
      expect(await claiming).toMatchObject({ conversationId: 'a' });
    });

    it('never exceeds the capacity, even when one operator claims many times at once', async () => {
      await desk.operator('sato', { capacity: 2 });
      for (const id of ['a', 'b', 'c', 'd']) await desk.enqueue(id);
      const nodes = [desk, new QueueDesk(database.open()), new QueueDesk(database.open())];
      const claims = nodes.flatMap(({ service }) => [service.claimNext('sato'), service.claimNext('sato')]);
      const settled = await Promise.allSettled(claims);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      expect(refusals(settled)).toEqual(Array(4).fill('handoff.full'));
      expect(await desk.presence('sato')).toMatchObject({ open: 2 });
    });

    it('gives one handoff to one of many', async () => {
      const ids = ['o1', 'o2', 'o3', 'o4', 'o5'];
      for (const id of ids) await desk.operator(id);
      const { handoffId } = await desk.enqueue('a');
      const settled = await Promise.allSettled(ids.map((id) => desk.service.claim(id, handoffId)));
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(refusals(settled)).toEqual(Array(4).fill('handoff.stale'));
    });

    it.each([['callback'], ['message']] as const)('takes a %s off the worklist', async (wish) => {
      await desk.operator('sato');
      const { handoffId } = await desk.enqueue('a', { wish });
      expect(await desk.service.claimNext('sato')).toBeUndefined();
      await desk.service.claim('sato', handoffId);
      expect(await desk.owner('a')).toBe('operator:sato');
      expect(await desk.row('a')).toMatchObject({ state: 'active' });
    });

    it('gives nothing to a stranger, to who is disabled, and at a drained site', async () => {
      const { handoffId } = await desk.enqueue('a');
      await desk.operator('off', { disabled: true });
      await desk.operator('annex', { site: 'annex' });
      await desk.service.drain('annex', 'annex');
      for (const id of ['nobody', 'off', 'annex']) {
        await expect(desk.service.claimNext(id)).rejects.toMatchObject({ code: 'operator.unavailable' });
        await expect(desk.service.claim(id, handoffId)).rejects.toMatchObject({
          code: 'operator.unavailable',
        });
      }
      await desk.service.undrain('annex');
      expect(await desk.service.claimNext('annex')).toMatchObject({ conversationId: 'a' });
    });

    it('leaves everything as it was when the transaction breaks off', async () => {
      await desk.operator('sato');
      await desk.enqueue('a');
      const broken = new QueueDesk(desk.db, 'komae', {
        wording: () => {
          throw new Error('killed');
        },
      });
      await expect(broken.service.claimNext('sato')).rejects.toThrow('killed');
      expect(await desk.row('a')).toMatchObject({ state: 'waiting', assignment: 0, version: 1 });
      expect(await desk.owner('a')).toBe('queue');
      expect(await desk.claim('sato')).toMatchObject({ assignment: 1 });
    });
  });
});
