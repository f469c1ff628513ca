import { NUMERAL, readNumeral } from './characters';
import type { Found } from './personal-data';

const YEAR_SIGN = '(?: ?(?:年|ねん)の? ?|[-/.・ ])';
const MONTH_SIGN = '(?: ?(?:月|がつ)の? ?|[-/.・ ])';
const DAY = `(?<day>${NUMERAL})(?: ?(?:日|にち))?(?![0-9])`;
const MONTH_DAY = `(?<month>${NUMERAL})${MONTH_SIGN}${DAY}`;
const WESTERN_YEAR =
  '(?:18|19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3}|(?:千[八九]百|二千)[一二三四五六七八九十]{0,4}';
const ERA =
  '明治|大正|昭和|平成|令和|めいじ|たいしょう|しょうわ|へいせい|れいわ|ショウワ|ヘイセイ|タイショウ|(?<![a-z])[mtshr]|[明大昭平令]';

const WESTERN = new RegExp(`(?<![0-9])(?<year>${WESTERN_YEAR})${YEAR_SIGN}${MONTH_DAY}`, 'g');
const JAPANESE = new RegExp(`(?<era>${ERA})[ .]?(?<year>元|${NUMERAL})${YEAR_SIGN}${MONTH_DAY}`, 'g');
const COMPACT =
  /(?<![0-9][-ー ]?)(?<year>19[0-9]{2}|20[01][0-9])(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12][0-9]|3[01])(?![0-9]|[-ー ][0-9])/g;
const COMPACT_ERA =
  /(?<![a-z])(?<era>[mtsh])(?<year>[0-9]{2})(?<month>[01][0-9])(?<day>[0-3][0-9])(?![0-9])/g;
/** 23年1月5日, 48.1.5: an era or century left out; only when it is said to be a birth date. */
const SHORT = new RegExp(`(?<![0-9])(?<year>[0-9]{2})${YEAR_SIGN}${MONTH_DAY}`, 'g');

const ERA_STARTS: readonly [names: RegExp, before: number][] = [
  [/^(?:明|めいじ|m)/, 1867],
  [/^(?:大|たいしょう|タイショウ|t)/, 1911],
  [/^(?:昭|しょうわ|ショウワ|s)/, 1925],
  [/^(?:平|へいせい|ヘイセイ|h)/, 1988],
  [/^(?:令|れいわ|r)/, 2018],
];
const SAID_AFTER = /^ ?(?:\([^)]{1,12}\))? ?(?:に|の)?(?:生(?!後|活)|うまれ|ウマレ|産まれ|誕生)/;
const SAID_BEFORE = /(?:生年月日|誕生日|生まれ|うまれ|出生|バースデー|birth)[^。\n]{0,8}$/;
const OLDEST = 1890;
/** From here on a full date may be an appointment or a notice, so only the words around it make it a birth date. */
const NEEDS_WORDS = 2015;
const NEWEST = 2021;

/** Full birth dates, western and Japanese. A birth year alone is not personal data and stays. */
export function findBirthDates(folded: string): Found[] {
  const dated = [WESTERN, JAPANESE, COMPACT, COMPACT_ERA].flatMap((pattern) => [...folded.matchAll(pattern)]);
  const short = [...folded.matchAll(SHORT)].filter((match) => isSaidToBeBirth(folded, match));
  return [...dated.filter((match) => isBirthDate(folded, match)), ...short.filter(hasRealDay)].map(
    (match) => ({
      kind: 'birthdate',
      start: match.index,
      end: match.index + match[0].length,
    }),
  );
}

function isBirthDate(folded: string, match: RegExpExecArray): boolean {
  const year = yearOf(match);
  if (year < OLDEST || year > NEWEST || !hasRealDay(match)) return false;
  return year < NEEDS_WORDS || isSaidToBeBirth(folded, match);
}

function yearOf(match: RegExpExecArray): number {
  const { era, year = '' } = match.groups ?? {};
  const written = readNumeral(year);
  if (era === undefined) return written;
  const start = ERA_STARTS.find(([names]) => names.test(era))?.[1] ?? Number.NaN;
  return start + written;
}

function hasRealDay(match: RegExpExecArray): boolean {
  const month = readNumeral(match.groups?.['month'] ?? '');
  const day = readNumeral(match.groups?.['day'] ?? '');
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

function isSaidToBeBirth(folded: string, match: RegExpExecArray): boolean {
  const end = match.index + match[0].length;
  return (
    SAID_AFTER.test(folded.slice(end, end + 20)) ||
    SAID_BEFORE.test(folded.slice(Math.max(0, match.index - 14), match.index))
  );
}
