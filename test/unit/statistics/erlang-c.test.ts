import fc from 'fast-check';
import { erlangServiceLevel, serversNeeded, waitingProbability } from '../../../src/statistics/erlang-c';

/** 100 calls of three minutes in half an hour, 20 seconds: ten erlangs, the example in pyworkforce's documentation. */
const TEN_ERLANGS = { arrivalsPerSecond: 100 / 1800, handlingSeconds: 180, withinSeconds: 20 };
/** 57 calls an hour of 1,110 seconds: the case that users of CC-Excel and the Westbay calculators compared (January 2021). */
const COMPARED = { arrivalsPerSecond: 57 / 3600, handlingSeconds: 1110, withinSeconds: 180 };

describe('Erlang C', () => {
  it('gives the published probability of waiting and service level for ten erlangs and fourteen servers', () => {
    expect(waitingProbability(14, 10)).toBeCloseTo(0.1741319335950498, 12);
    expect(erlangServiceLevel(14, TEN_ERLANGS)).toBeCloseTo(0.8883500191794669, 12);
    expect(serversNeeded(TEN_ERLANGS, 0.8)).toBe(14);
  });

  it('gives the published service level for 21 servers, and 23 servers when the time is 20 seconds', () => {
    expect(erlangServiceLevel(21, COMPARED)).toBeCloseTo(0.807, 3);
    expect(serversNeeded(COMPARED, 0.8)).toBe(21);
    expect(serversNeeded({ ...COMPARED, withinSeconds: 20 }, 0.8)).toBe(23);
  });

  it('agrees with the formula for one and two servers, worked out by hand', () => {
    expect(waitingProbability(1, 0.6)).toBeCloseTo(0.6, 12); // one server waits as often as it is busy
    expect(waitingProbability(2, 1)).toBeCloseTo(1 / 3, 12); // a²÷(2!)·2÷(2−a) = 1, over 1 + a + 1 = 3
  });

  it('is sure of a wait, and answers nobody in time, when the load is not below the servers', () => {
    expect(waitingProbability(10, 10)).toBe(1);
    expect(erlangServiceLevel(10, TEN_ERLANGS)).toBe(0);
  });

  it('says nothing where nothing arrived, nothing is known, or the load is absurd', () => {
    expect(serversNeeded({ ...TEN_ERLANGS, arrivalsPerSecond: 0 }, 0.8)).toBeUndefined();
    expect(serversNeeded({ ...TEN_ERLANGS, handlingSeconds: Number.NaN }, 0.8)).toBeUndefined();
    expect(serversNeeded({ ...TEN_ERLANGS, arrivalsPerSecond: 1e9 }, 0.8)).toBeUndefined();
  });

  it('finds the fewest: one server less misses the target', () => {
    const loads = fc.record({
      arrivalsPerSecond: fc.double({ min: 0.0001, max: 1, noNaN: true }),
      handlingSeconds: fc.double({ min: 10, max: 900, noNaN: true }),
      withinSeconds: fc.integer({ min: 0, max: 300 }),
    });
    fc.assert(
      fc.property(loads, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (load, target) => {
        const servers = serversNeeded(load, target) ?? 0;
        expect(erlangServiceLevel(servers, load)).toBeGreaterThanOrEqual(target);
        expect(erlangServiceLevel(servers - 1, load)).toBeLessThan(target);
      }),
    );
  });
});
