import fc from 'fast-check';
import { waitBand, type QueueFigures } from '../../../src/handoff/wait-estimate';

const MINUTE = 60_000;
const BANDS = ['1–3分', '3–5分', '5–10分', '10分以上'];

describe('the wait band', () => {
  it.each<[Omit<QueueFigures, 'concurrency'>, number, string | null, string]>([
    [{ operators: 0, handlingMs: 5 * MINUTE, recentWaitMs: null }, 1, null, 'nobody took a conversation yet'],
    [{ operators: 2, handlingMs: null, recentWaitMs: null }, 1, null, 'nothing was handled yet'],
    [{ operators: 2, handlingMs: 4 * MINUTE, recentWaitMs: null }, 1, '1–3分', '1 ÷ 4 × 4 min'],
    [{ operators: 2, handlingMs: 4 * MINUTE, recentWaitMs: null }, 4, '3–5分', '4 ÷ 4 × 4 min'],
    [
      { operators: 2, handlingMs: 4 * MINUTE, recentWaitMs: 7 * MINUTE },
      1,
      '5–10分',
      'people just waited longer',
    ],
    [{ operators: 1, handlingMs: 6 * MINUTE, recentWaitMs: null }, 4, '10分以上', '4 ÷ 2 × 6 min'],
  ])('%j at place %i is %s: %s', (figures, position, band) => {
    expect(waitBand(position, { ...figures, concurrency: 2 })).toBe(band);
  });

  it('never shrinks further back in the line', () => {
    const figures = fc.record({
      operators: fc.integer({ min: 1, max: 20 }),
      concurrency: fc.integer({ min: 1, max: 4 }),
      handlingMs: fc.integer({ min: 0, max: 60 * MINUTE }),
      recentWaitMs: fc.option(fc.integer({ min: 0, max: 60 * MINUTE })),
    });
    fc.assert(
      fc.property(figures, fc.integer({ min: 1, max: 400 }), (given, place) => {
        expect(BANDS.indexOf(waitBand(place + 1, given) ?? '')).toBeGreaterThanOrEqual(
          BANDS.indexOf(waitBand(place, given) ?? ''),
        );
      }),
    );
  });
});
