import { placeIn, placeInFile, type Check } from '../draft';
import type { Place, Problem } from '../problem';

/** An id names one thing only. */
export const checkDuplicateIds: Check = (draft) => {
  const { pack } = draft;
  const listed = (['venues', 'cohorts', 'contacts', 'outside'] as const).map((kind) =>
    pack[kind].map(({ id }, i) => ({ id, place: placeInFile(draft, kind, i, 'id') })),
  );
  const topics = (['handoffTopics', 'smalltalk'] as const).map((kind) =>
    pack.policy[kind].map(({ id }, i) => ({ id, place: placeInFile(draft, 'policy', kind, i, 'id') })),
  );
  const entries = draft.entries.map((placed) => ({ id: placed.entry.id, place: placeIn(placed, 'id') }));
  return [entries, ...listed, ...topics].flatMap(repeated);
};

function repeated(things: readonly { id: string; place: Place }[]): Problem[] {
  const first = new Map<string, Place>();
  return things.flatMap(({ id, place }) => {
    const before = first.get(id);
    if (!before) {
      first.set(id, place);
      return [];
    }
    return [
      {
        ...place,
        code: 'id.duplicate',
        message: `id「${id}」が2回使われています`,
        hint: `もう一つは ${before.file}:${before.line} にあります。どちらかの id を変えてください`,
        severity: 'error' as const,
      },
    ];
  });
}
