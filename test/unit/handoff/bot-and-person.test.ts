import type { AppError } from '../../../src/errors';
import { eachWithQueueDesk, type QueueDesk } from '../../helpers/queue-desk';

describe('the bot and a person, at the same moment', () => {
  let desk: QueueDesk;

  eachWithQueueDesk((fresh) => (desk = fresh));

  describe('the bot and a person', () => {
    it('never speak at the same time: a turn that was running is heard before the person begins, later ones not', async () => {
      await desk.operator('sato', { capacity: 20 });
      const ids = Array.from({ length: 8 }, (_, n) => `c${n}`);
      for (const id of ids) {
        await desk.enqueue(id, { wish: 'callback' }); // the bot has the word
        for (const key of ['1', '2', '3'])
          await desk.store.receive({ conversationId: id, key, text: key, activity: {} });
      }
      await Promise.all(
        ids.map(async (id) => {
          const { handoffId } = await desk.row(id);
          let claiming: Promise<unknown> = Promise.resolve();
          const answer = (meanwhile: () => void) =>
            desk.store.takeTurn(id, async (turn) => {
              meanwhile();
              turn.outbox.push({ activity: {}, text: 'bot', author: 'bot' });
              await turn.setOwner(turn.conversation.owner); // a bot that knows of nobody
            });
          await answer(() => void (claiming = desk.service.claim('sato', handoffId)));
          await Promise.all([claiming, answer(() => undefined), answer(() => undefined)]);
        }),
      );
      for (const id of ids) {
        const told = await desk.told(id);
        const begins = told.indexOf('system: personBegins sato');
        expect(await desk.owner(id)).toBe('operator:sato');
        expect(told.slice(0, begins)).toContain('bot: bot');
        expect(told.slice(begins)).not.toContain('bot: bot');
        expect((await desk.store.pending(0)).length).toBe(0);
      }
    });

    it('a turn that gives the word back while an operator claims loses nothing: one of them comes first', async () => {
      await desk.operator('sato', { capacity: 20 });
      const ids = Array.from({ length: 12 }, (_, n) => `c${n}`);
      for (const id of ids) {
        await desk.enqueue(id);
        await desk.store.receive({ conversationId: id, key: '1', text: 'やめる', activity: {} });
      }
      const settled = await Promise.allSettled(
        ids.flatMap((id, n): Promise<unknown>[] => {
          const claim = async () => desk.service.claim('sato', (await desk.row(id)).handoffId);
          let claiming: Promise<unknown> = n % 2 === 0 ? claim() : Promise.resolve();
          const turn = desk.store.takeTurn(id, async (turn) => {
            if (n % 2 === 1) claiming = claim(); // now it waits for this turn
            if (turn.conversation.owner !== 'queue') return;
            await desk.service.place(turn.q, id); // a bot takes a moment
            await desk.service.cancel(turn.q, id);
            await turn.setOwner('bot');
            turn.outbox.push({ activity: {}, text: 'cancelled', author: 'bot' });
          });
          return [turn, turn.then(() => claiming)];
        }),
      );
      // Only the loser of the race is refused, and nobody is by a deadlock.
      const refused = settled.flatMap((one) =>
        one.status === 'rejected' ? [(one.reason as AppError).code] : [],
      );
      expect(new Set([...refused, 'handoff.stale'])).toEqual(new Set(['handoff.stale']));
      for (const id of ids) {
        const { state } = await desk.row(id);
        expect([state, await desk.owner(id)]).toEqual(
          state === 'active' ? ['active', 'operator:sato'] : ['abandoned', 'bot'],
        );
        expect(await desk.told(id)).toContain(
          state === 'active' ? 'system: personBegins sato' : 'bot: cancelled',
        );
      }
    });
  });
});
