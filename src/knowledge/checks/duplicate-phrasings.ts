import { placeIn, placeInFile, type Check, type Draft } from '../draft';
import type { Place, Problem } from '../problem';
import { foldPhrasing } from './fold-phrasing';

interface Phrasing {
  readonly text: string;
  readonly owner: string;
  readonly place: Place;
}

/** Two topics with the same phrasing would contend for the same question; within one topic it is only superfluous. */
export const checkDuplicatePhrasings: Check = (draft) => {
  const first = new Map<string, Phrasing>();
  return allPhrasings(draft).flatMap((phrasing) => {
    const key = foldPhrasing(phrasing.text);
    const before = first.get(key);
    if (!before) {
      first.set(key, phrasing);
      return [];
    }
    return [before.owner === phrasing.owner ? superfluous(phrasing, before) : contended(phrasing, before)];
  });
};

function allPhrasings(draft: Draft): Phrasing[] {
  const { pack } = draft;
  const list = (owner: string, texts: readonly string[], place: (i: number) => Place): Phrasing[] =>
    texts.map((text, i) => ({ text, owner, place: place(i) }));
  return [
    ...draft.entries.flatMap((placed) => [
      ...list(placed.entry.id, placed.entry.phrasings, (i) => placeIn(placed, 'phrasings', i)),
      ...list(placed.entry.id, placed.entry.situations, (i) => placeIn(placed, 'situations', i)),
    ]),
    ...pack.outside.flatMap(({ id, phrasings }, at) =>
      list(id, phrasings, (i) => placeInFile(draft, 'outside', at, 'phrasings', i)),
    ),
    ...(['handoffTopics', 'smalltalk'] as const).flatMap((kind) =>
      pack.policy[kind].flatMap(({ id, phrasings }, at) =>
        list(`${kind} の ${id}`, phrasings, (i) => placeInFile(draft, 'policy', kind, at, 'phrasings', i)),
      ),
    ),
    ...list('person', pack.policy.person, (i) => placeInFile(draft, 'policy', 'person', i)),
  ];
}

function contended({ text, owner, place }: Phrasing, before: Phrasing): Problem {
  return {
    ...place,
    code: 'phrasing.duplicate',
    message: `「${text}」が、${before.owner} と ${owner} の両方にあります`,
    hint: `もう一つは ${before.place.file}:${before.place.line} にあります。その質問にふさわしいほうだけに残してください`,
    severity: 'error',
  };
}

function superfluous({ text, owner, place }: Phrasing, before: Phrasing): Problem {
  return {
    ...place,
    code: 'phrasing.repeated',
    message: `「${text}」が、${owner} の中に2回あります`,
    hint: `${before.place.line}行目と同じです。この行を消すか、別の言い方にかえてください`,
    severity: 'warning',
  };
}
