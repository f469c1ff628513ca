import { ReadTogether } from '../../../src/transcript/read-together';

const reading = () => {
  const batches: (readonly number[])[] = [];
  const together = new ReadTogether((asks: readonly number[]) => {
    batches.push(asks);
    return asks.includes(13)
      ? Promise.reject(new Error('the database is away'))
      : Promise.resolve(asks.map((ask) => ask * 2));
  });
  return { together, batches };
};

describe('reading together', () => {
  it('gives each its own answer, by one query for all that ask in the same moment', async () => {
    const { together, batches } = reading();
    expect(await Promise.all([1, 2, 1].map((ask) => together.ask(ask)))).toEqual([2, 4, 2]);
    expect(batches).toEqual([[1, 2, 1]]);
  });

  it('answers who asks during a query by the next: what was read before the question is not its answer', async () => {
    const { together, batches } = reading();
    const first = together.ask(1);
    while (batches.length === 0) await new Promise(setImmediate);
    const later = together.ask(2);
    expect([await first, await later]).toEqual([2, 4]);
    expect(batches).toEqual([[1], [2]]);
  });

  it('fails who asked in a query that failed, and goes on', async () => {
    const { together } = reading();
    const failed = await Promise.allSettled([together.ask(1), together.ask(13)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await together.ask(3)).toBe(6);
  });
});
