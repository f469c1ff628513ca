import { placeIn, placeInFile, type Check, type Draft, type PlacedEntry } from '../draft';
import { nearest } from '../spelling-distance';
import type { Problem } from '../problem';

/** `related`, `direct`, the buttons of the LINE menu and the telephone's menu lead somewhere. */
export const checkReferences: Check = (draft) => {
  const ids = [...draft.entries.map(({ entry }) => entry.id), ...draft.unfitIds];
  return [...draft.entries.flatMap((placed) => relatedProblems(placed, ids)), ...directProblems(draft), ...buttonProblems(draft, ids), ...menuProblems(draft, ids)];
};

function relatedProblems(placed: PlacedEntry, ids: readonly string[]): Problem[] {
  const known = new Set(ids);
  return placed.entry.related.flatMap((id, i): Problem[] => {
    const place = placeIn(placed, 'related', i);
    if (id === placed.entry.id) {
      return [{ ...place, code: 'related.self', message: `related に自分の id「${id}」があります`, hint: '消してください', severity: 'warning' }];
    }
    return known.has(id) ? [] : [broken(place, 'related.broken', id, ids)];
  });
}

/** The telephone's menu leads to entries. */
function menuProblems(draft: Draft, ids: readonly string[]): Problem[] {
  return (draft.pack.voice?.menu ?? []).flatMap(({ questions }, topic) =>
    questions.flatMap(({ entry }, n) =>
      ids.includes(entry)
        ? []
        : [broken(placeInFile(draft, 'voice', 'menu', topic, 'questions', n, 'entry'), 'menu.broken', entry, ids)],
    ),
  );
}

function directProblems(draft: Draft): Problem[] {
  const contacts = draft.pack.contacts.map(({ id }) => id);
  return draft.pack.outside.flatMap(({ direct }, i) =>
    direct === undefined || contacts.includes(direct)
      ? []
      : [broken(placeInFile(draft, 'outside', i, 'direct'), 'direct.broken', direct, contacts)],
  );
}

function buttonProblems(draft: Draft, ids: readonly string[]): Problem[] {
  return (draft.pack.line?.menu.tabs ?? []).flatMap(({ buttons }, tab) =>
    buttons.flatMap(({ entry }, button) =>
      entry === undefined || ids.includes(entry)
        ? []
        : [broken(placeInFile(draft, 'line', 'menu', 'tabs', tab, 'buttons', button, 'entry'), 'menu.broken', entry, ids)],
    ),
  );
}

function broken(place: { file: string; line: number; column: number }, code: string, id: string, ids: readonly string[]): Problem {
  const meant = nearest(id, ids);
  return {
    ...place,
    code,
    message: `id「${id}」は、どこにもありません`,
    hint: meant ? `「${meant}」のまちがいではありませんか` : 'id のつづりを確かめるか、消してください',
    severity: 'error',
  };
}
