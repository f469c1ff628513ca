import { eachWithQueueDesk, type QueueDesk } from '../../helpers/queue-desk';

const DONE = { code: 'answered-from-knowledge', reason: 'resolved' };
const words = (key: string, text = 'お待たせしました') => ({ key, text, senderName: '佐藤' });

describe('who is there', () => {
  let desk: QueueDesk;

  eachWithQueueDesk((fresh) => (desk = fresh));

  describe('draining a site', () => {
    it('lets its operators finish, gives them nothing new, and puts what was offered back', async () => {
      await desk.operator('chief', { roles: ['supervisor'], state: 'away' });
      await desk.operator('annex', { site: 'annex', capacity: 3 });
      await desk.enqueue('led');
      const lease = await desk.claim('annex');
      await desk.enqueue('offered');
      await desk.service.route();
      await desk.service.drain('annex', 'chief');
      await desk.service.drain('annex', 'chief');
      expect(await desk.service.drainedSites()).toEqual(['annex']);
      expect(await desk.row('offered')).toMatchObject({ state: 'waiting', position: 1 });
      expect(await desk.service.route()).toBe(0);
      await desk.service.say(lease, words('k'));
      await desk.service.close(lease, DONE);
      await desk.operator('main');
      expect(await desk.service.route()).toBe(1);
      expect(await desk.row('offered')).toMatchObject({ operatorId: 'main' });
      await desk.service.undrain('annex');
      expect(await desk.service.drainedSites()).toEqual([]);
    });
  });

  it('shows who is there, with what they have', async () => {
    await desk.operator('sato', { displayName: '佐藤', skills: ['tax'], site: 'annex', capacity: 3 });
    await desk.operator('chief', { roles: ['administrator'], state: 'away' });
    await desk.operator('old', { disabled: true });
    await desk.enqueue('a', { skill: 'tax' });
    await desk.claim('sato');
    expect(await desk.service.presences()).toEqual([
      expect.objectContaining({ operatorId: 'chief', state: 'away', open: 0 }),
      {
        ...{ operatorId: 'sato', name: '佐藤', state: 'available', site: 'annex', skills: ['tax'] },
        ...{ capacity: 3, open: 1, since: expect.stringMatching(/^\d{4}-/) as string },
      },
    ]);
  });
});
