const DIGITS: Readonly<Record<string, number>> = {
  '〇': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}; // prettier-ignore
const TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Writes kanji numbers as digits: 二十八 → 28, 一九五三 → 1953, 千九百五十三 → 1953. */
export function kanjiToDigits(text: string): string {
  return text.replace(/[〇零一二三四五六七八九十百千]+/g, (number) =>
    /[十百千]/.test(number) ? String(positional(number)) : [...number].map((digit) => DIGITS[digit]).join(''),
  );
}

function positional(number: string): number {
  let sum = 0;
  let digit: number | undefined;
  for (const character of number) {
    const unit = TENS[character];
    if (unit === undefined) digit = DIGITS[character];
    else {
      sum += (digit ?? 1) * unit;
      digit = undefined;
    }
  }
  return sum + (digit ?? 0);
}
