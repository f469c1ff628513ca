import { TakeTogether } from '../../../src/delivery/take-together';

const event = (eventId: string): { eventId: string } => ({ eventId });

describe('webhook calls that come together', () => {
  it('share one statement when they come while another runs, and each learns of its own events', async () => {
    const statements: string[][] = [];
    const together = new TakeTogether((events) => {
      statements.push(events.map(({ eventId }) => eventId));
      return Promise.resolve(events.map(({ eventId }) => eventId));
    });
    const answers = await Promise.all([
      together.run([event('c')]),
      together.run([event('b'), event('x')]),
      together.run([event('a')]),
    ]);
    expect(answers).toEqual([['c'], ['b', 'x'], ['a']]);
    expect(statements).toEqual([['c'], ['a', 'b', 'x']]);
  });

  it('call an event new once, although two of them bring it', async () => {
    const known = new Set<string>();
    const together = new TakeTogether((events) => {
      const fresh = [...new Set(events.map(({ eventId }) => eventId))].filter((id) => !known.has(id));
      fresh.forEach((id) => known.add(id));
      return Promise.resolve(fresh);
    });
    const answers = await Promise.all(['a', 'b', 'b', 'a'].map((id) => together.run([event(id)])));
    expect(answers).toEqual([['a'], ['b'], [], []]);
  });

  it('fail only by their own fault, and the next ones are taken', async () => {
    const together = new TakeTogether((events) =>
      events.some(({ eventId }) => eventId === 'bad')
        ? Promise.reject(new TypeError('bad'))
        : Promise.resolve(events.map(({ eventId }) => eventId)),
    );
    const answers = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((id) => together.run([event(id)])));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    await expect(together.run([event('d')])).resolves.toEqual(['d']);
  });
});
