import { MARKS } from './marks';

/** Stands for text that is already masked: no recogniser's pattern contains it, so nothing reaches across. */
const BARRIER = '\uffff';

const MARK_PATTERN = new RegExp(Object.values(MARKS).join('|'), 'g');
/** Everything outside ASCII, kana, and the kanji block: what may need another spelling. */
const FOREIGN = /[^\u0000-\u007f\u3005\u3007\u3041-\u30ff\u4e00-\u9fff\uffff]/g;
const UPPER = /[A-Z]+/g;
const DASHES = /[\u00ad\u2010-\u2015\u2212\u2500\u2501\u301c\uff5e\ufe58\ufe63\uff0d\uff70]/;
const BLANKS = /[\s\u200b-\u200f\u2060\ufeff]/;
const MATH_DIGIT = /\ud835[\udfce-\udfff]/g;

/**
 * Brings width, case, dashes and blanks to one spelling without changing the length,
 * so that an offset in the result is an offset in `text`.
 */
export function fold(text: string): string {
  return text
    .replace(MARK_PATTERN, (mark) => BARRIER.repeat(mark.length))
    .replace(MATH_DIGIT, (digit) => `${digit.normalize('NFKC')}\u200b`)
    .replace(FOREIGN, foldCharacter)
    .replace(UPPER, (letters) => letters.toLowerCase());
}

function foldCharacter(character: string): string {
  if (DASHES.test(character)) return '-';
  if (BLANKS.test(character)) return ' ';
  const plain = character.normalize('NFKC');
  return plain.length === 1 ? plain : character;
}
