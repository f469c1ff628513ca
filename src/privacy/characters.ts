/** Character classes for patterns on folded text (to be put between brackets). */
export const KANJI = '\\u3400-\\u4dbf\\u4e00-\\u9fff々';
export const KATAKANA = 'ァ-ヺー\\u3099\\u309a';

/** A hyphen as people type it; the long-vowel mark is a hyphen only between digits. */
export const HYPHEN = '[-ー]';

/** A small number as written in dates and addresses: 15, 十五, 二十三. */
export const NUMERAL = '(?:[0-9]{1,4}|[〇零一二三四五六七八九十百]{1,5})';

const DIGITS = '〇一二三四五六七八九';

/** Reads {@link NUMERAL} and 元 (the first year of an era). */
export function readNumeral(written: string): number {
  if (written === '元') return 1;
  if (/^[0-9]+$/.test(written)) return Number(written);
  const plain = written.replace(/零/g, '〇');
  if (!/[十百千]/.test(plain)) return Number(Array.from(plain, (c) => DIGITS.indexOf(c)).join(''));
  let total = 0;
  let digit = 0;
  for (const c of plain) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[c];
    if (unit === undefined) digit = DIGITS.indexOf(c);
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}
