import { startHandoffClock } from '../../../src/handoff-clock';
import { eachWithQueueDesk, type QueueDesk } from '../../helpers/queue-desk';
import { silent } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';

describe('the clock of the queue', () => {
  let desk: QueueDesk;

  eachWithQueueDesk((fresh) => (desk = fresh));
  const stateOf = async (id: string) => (await desk.row(id)).state;

  it('offers what waits, at the start and whenever something changes', async () => {
    await desk.operator('sato');
    await desk.enqueue('a');
    const clock = startHandoffClock({ service: desk.service, logger: silent, everyMs: 600_000 });
    await waitUntil('an offer', async () => (await stateOf('a')) === 'offered');
    await desk.enqueue('b');
    await desk.service.setPresence('sato', 'away'); // both wait now, and nobody is there
    await waitUntil('the offer back', async () => (await stateOf('a')) === 'waiting');
    await desk.service.setPresence('sato', 'available'); // wakes the clock, which would else sleep for ten minutes
    await waitUntil('an offer after the wake-up', async () => (await stateOf('b')) === 'offered');
    expect(await stateOf('b')).toBe('offered');
    await clock.stop();
  });

  it('looks once more as soon as it listens, for what changed meanwhile', async () => {
    let rounds = 0;
    let listens = (): void => undefined;
    const service = {
      route: () => Promise.resolve(0),
      reap: () => Promise.resolve(++rounds),
      watch: () =>
        new Promise<() => Promise<void>>((resolve) => (listens = () => resolve(() => Promise.resolve()))),
    };
    const clock = startHandoffClock({ service, logger: silent, everyMs: 600_000 });
    await waitUntil('the first round', () => rounds === 1);
    listens();
    await waitUntil('the second round', () => rounds === 2);
    await clock.stop();
    expect(rounds).toBe(2);
  });

  it('takes back what is over its time without being woken', async () => {
    await desk.operator('sato');
    await desk.enqueue('a');
    await desk.service.claimNext('sato');
    const clock = startHandoffClock({ service: desk.service, logger: silent, everyMs: 20 });
    await desk.age(60_000);
    await waitUntil('the line again', async () => (await stateOf('a')) === 'waiting');
    await clock.stop();
    expect(await desk.owner('a')).toBe('queue');
  });

  it('goes on after a failure, and does nothing after it was stopped', async () => {
    let rounds = 0;
    const service = {
      route: () => Promise.reject(new Error('the database is away')),
      reap: () => Promise.resolve(++rounds),
      watch: () => Promise.reject(new Error('no listener')),
    };
    const clock = startHandoffClock({ service, logger: silent, everyMs: 1 });
    await waitUntil('three rounds', () => rounds > 2);
    await clock.stop();
    const before = rounds;
    await new Promise((resolve) => setImmediate(resolve));
    expect(rounds).toBe(before);
  });
});
