import { HYPHEN } from './characters';
import type { Found } from './personal-data';

const D = '[0-9〇零一二三四五六七八九]';
const MARKED = new RegExp(
  `(?:〒|郵便番号)(?: ?(?:は|が|:|、))? ?(${D}{3} ?(?:${HYPHEN}|の)? ?${D}{4})(?!${D})`,
  'dg',
);
/** Without a mark: three and four digits that are not a part of something longer, nor an amount. */
const BARE = /(?<![0-9][- ]?)[0-9]{3}-[0-9]{4}(?![0-9]|[- ][0-9]| ?(?:円|人|件|回|年))/g;
const SPOKEN =
  /(?<![〇零一二三四五六七八九の])[〇零一二三四五六七八九]{3}の[〇零一二三四五六七八九]{4}(?![〇零一二三四五六七八九の])/g;

/** Postal codes; the 〒 itself stays readable. */
export function findPostalCodes(folded: string): Found[] {
  const marked = Array.from(
    folded.matchAll(MARKED),
    (match): [number, number] => match.indices?.[1] ?? [0, 0],
  );
  const bare = [...folded.matchAll(BARE), ...folded.matchAll(SPOKEN)].map((match): [number, number] => [
    match.index,
    match.index + match[0].length,
  ]);
  return [...marked, ...bare].map(([start, end]) => ({ kind: 'postal', start, end }));
}
