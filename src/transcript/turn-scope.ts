import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../errors';
import type { Turn } from './turn';

const turns = new AsyncLocalStorage<Turn>();

/** Carries the turn to parts that the Bot Framework calls for us (connector, state, dialogs), which cannot be handed an argument. */
export const turnScope = {
  run<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
    return turns.run(turn, work);
  },
  /** Throws `turn.missing` outside a turn. */
  current(): Turn {
    const turn = turns.getStore();
    if (turn === undefined)
      throw new AppError('turn.missing', 'No turn is running here: wrap the work in turnScope.run');
    return turn;
  },
  find(): Turn | undefined {
    return turns.getStore();
  },
};
