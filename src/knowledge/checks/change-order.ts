import { placeIn, type Check } from '../draft';

/** Changes are read from the first to the last; a date out of order would never come into force as meant. */
export const checkChangeOrder: Check = ({ entries }) =>
  entries.flatMap((placed) =>
    (placed.entry.changes ?? []).flatMap(({ from }, i, changes) => {
      const before = changes[i - 1];
      return before && Date.parse(from) <= Date.parse(before.from)
        ? [
            {
              ...placeIn(placed, 'changes', i, 'from'),
              code: 'changes.order',
              message: `changes の日時 ${from} が、前の ${before.from} より後になっていません`,
              hint: '早いものから順に並べ、同じ日時は一つにしてください',
              severity: 'error' as const,
            },
          ]
        : [];
    }),
  );
