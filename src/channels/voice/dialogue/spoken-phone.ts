const DIGITS = ['ゼロ', 'イチ', 'ニ', 'サン', 'ヨン', 'ゴ', 'ロク', 'ナナ', 'ハチ', 'キュウ'];
const DIGIT = `(?:${DIGITS.join('|')})`;
/** Two groups or more, as `spokenPhone` of the knowledge writes numbers. */
const NUMBER = new RegExp(`${DIGIT}{2,}(?:、${DIGIT}{2,})+`, 'g');
/** One mora alone is lost on the telephone: 2 and 5 are said long. */
const LONG: Readonly<Record<string, string>> = { ニ: 'ニー', ゴ: 'ゴー' };

/** Digits in kana, with a breath between groups: an area code (or 090), then what follows. */
export function spokenNumber(digits: string): string {
  return groupsOf(digits)
    .map((group) => [...group].map((digit) => DIGITS[Number(digit)]).join(''))
    .join('、');
}

/** Telephone numbers in a spoken sentence. */
export function numbersIn(sentence: string): string[] {
  return sentence.match(NUMBER) ?? [];
}

/** How each group of a number is read. */
export function groupReadings(number: string): { word: string; kana: string }[] {
  return number.split('、').map((word) => ({ word, kana: lengthen(word) }));
}

function lengthen(group: string): string {
  return group.replace(new RegExp(DIGIT, 'g'), (digit) => LONG[digit] ?? digit);
}

function groupsOf(digits: string): string[] {
  if (digits.length <= 4) return [digits];
  const first = digits.length === 11 || !/^0[36]/.test(digits) ? 3 : 2;
  return [digits.slice(0, first), digits.slice(first, -4), digits.slice(-4)];
}
