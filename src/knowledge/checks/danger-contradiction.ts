import { placeInFile, type Check } from '../draft';
import type { Problem } from '../problem';
import { foldPhrasing } from './fold-phrasing';

const KINDS = ['life', 'selfHarm', 'ordinary'] as const;

/** The same words cannot be a danger and no danger: the model would learn neither. */
export const checkDangerContradiction: Check = (draft) => {
  const first = new Map<string, { kind: (typeof KINDS)[number]; line: number }>();
  return KINDS.flatMap((kind) =>
    draft.pack.emergency[kind].flatMap((text, i): Problem[] => {
      const place = placeInFile(draft, 'emergency', kind, i);
      const before = first.get(foldPhrasing(text));
      if (!before) first.set(foldPhrasing(text), { kind, line: place.line });
      if (!before || before.kind === kind) return [];
      return [
        {
          ...place,
          code: 'emergency.contradiction',
          message: `「${text}」が、${before.kind} と ${kind} の両方にあります`,
          hint: `${before.line}行目にもあります。どちらか一つにしてください`,
          severity: 'error',
        },
      ];
    }),
  );
};
