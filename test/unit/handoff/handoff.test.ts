import fc from 'fast-check';
import { HANDOFF_STATES, isOpenState, mayMove, type HandoffState } from '../../../src/handoff/handoff';

describe('the states of a handoff', () => {
  const nextOf = (state: HandoffState) => HANDOFF_STATES.filter((next) => mayMove(state, next));

  it('end only in closed and abandoned', () => {
    expect(HANDOFF_STATES.filter((state) => nextOf(state).length === 0)).toEqual(['closed', 'abandoned']);
  });

  it('lose no conversation: from every path an end can be reached', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 12 }), (choices) => {
        let state: HandoffState = 'waiting';
        for (const choice of choices) {
          const next: HandoffState[] = nextOf(state);
          state = next[choice % Math.max(1, next.length)] ?? state;
        }
        expect(nextOf(state).length === 0 || mayMove(state, 'closed')).toBe(true);
      }),
    );
  });

  it('are open for the citizen until the operator wraps up', () => {
    expect(HANDOFF_STATES.filter(isOpenState)).toEqual([
      'waiting',
      'offered',
      'active',
      'callback',
      'message',
    ]);
  });
});
