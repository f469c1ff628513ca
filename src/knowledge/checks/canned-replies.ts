import { CANNED_VALUES } from '../canned';
import { placeInFile, type Check } from '../draft';
import { PLACEHOLDER } from '../placeholders';
import type { Problem } from '../problem';

/** Prepared replies: one id each, and only values that there are. */
export const checkCannedReplies: Check = (draft) => {
  const seen = new Set<string>();
  return (draft.pack.canned ?? []).flatMap(({ id, text }, index): Problem[] => {
    const doubled = seen.has(id);
    seen.add(id);
    const unknown = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name).filter((name) => !isValue(name));
    return [
      ...(doubled
        ? [
            {
              ...placeInFile(draft, 'canned', index, 'id'),
              code: 'id.duplicate',
              message: `id「${id}」が2回使われています`,
              hint: 'どちらかの id を変えてください',
              severity: 'error' as const,
            },
          ]
        : []),
      ...unknown.map((name) => ({
        ...placeInFile(draft, 'canned', index, 'text'),
        code: 'placeholder.unknown',
        message: `差し込み {{${name}}} は、ありません`,
        hint: `使えるのは ${CANNED_VALUES.map((value) => `{{${value}}}`).join('、')} です`,
        severity: 'error' as const,
      })),
    ];
  });
};

function isValue(name: string): boolean {
  return CANNED_VALUES.some((value) => value === name);
}
