import { placeIn, type Check } from '../draft';
import type { Problem } from '../problem';

/** Fewer than these, and questions worded otherwise are missed. */
const MINIMUM = { phrasings: 25, situations: 10 } as const;

/** An entry is found by its phrasings; with few of them it is found badly. */
export const checkFewPhrasings: Check = ({ entries }) =>
  entries.flatMap((placed) =>
    (['phrasings', 'situations'] as const).flatMap((key): Problem[] => {
      const count = placed.entry[key].length;
      if (count >= MINIMUM[key]) return [];
      return [
        {
          ...placeIn(placed, key),
          code: 'phrasing.few',
          message: `${placed.entry.id} の ${key} が${count}しかありません（めやすは${MINIMUM[key]}以上）`,
          hint: '言葉そのものを変えて、ちがう人の言い方を書きたしてください',
          severity: 'warning',
        },
      ];
    }),
  );
