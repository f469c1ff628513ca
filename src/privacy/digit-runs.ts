/** Digits without a break between them, as figures, kanji or 「ゼロ」. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

/** Groups joined by separators that people put inside one number. `separators[i]` stands after `groups[i]`. */
export interface DigitRun {
  readonly groups: readonly DigitGroup[];
  readonly separators: readonly string[];
}

/** How one digit is written: `first` looks for the next one, `next` reads on from a place. */
interface Digit {
  readonly first: RegExp;
  readonly next: RegExp;
}
const written = (source: string): Digit => ({
  first: new RegExp(source, 'g'),
  next: new RegExp(source, 'y'),
});

const WRITTEN = written('[0-9〇零一二三四五六七八九]|ゼロ|ぜろ');
const SPOKEN = written(
  '(?:ゼロ|ぜろ|れい|レイ|まる|マル|いち|イチ|さん|サン|よん|ヨン|ろく|ロク|なな|ナナ|しち|シチ|はち|ハチ|きゅう|キュウ|きゅー|キュー|に|ニ|ご|ゴ|し|シ|く|ク)',
);
// prettier-ignore
const KANA_DIGITS: Readonly<Record<string, string>> = {
  ぜろ: '0', れい: '0', まる: '0', いち: '1', に: '2', さん: '3', よん: '4', し: '4', ご: '5',
  ろく: '6', なな: '7', しち: '7', はち: '8', きゅう: '9', きゅー: '9', く: '9',
};
const KANJI_DIGITS = '〇一二三四五六七八九';

const SEPARATOR = /[ \n\r\t]{0,2}[-ー・./()の、_][ \n\r\t]?[-()]?|[ \n\r\t]{1,3}/y;
/** 「65歳」, 「2人」, 「10時」 right after a short group: a quantity, not a part of an identifier. */
const COUNTER = / ?(?:歳|才|代|人|名|回|月|日|時|分|度|階|丁|週|か所|か月|ヶ月|カ月|つ|本|錠|枚|%|℃|:[0-9])/y;
const LONG_COUNTER = / ?(?:年|円|人)/y;

/** Numbers written in figures or kanji digits. */
export function writtenRuns(folded: string): DigitRun[] {
  return scan(folded, WRITTEN).flatMap((run) => withoutQuantities(folded, run));
}

/** Numbers spelled out in kana, as speech recognition or an elderly writer leaves them. */
export function spokenRuns(folded: string): DigitRun[] {
  return scan(folded, SPOKEN);
}

function scan(folded: string, digit: Digit): DigitRun[] {
  const runs: DigitRun[] = [];
  let at = nextDigit(folded, 0, digit);
  while (at >= 0) {
    const run = readRun(folded, at, digit);
    runs.push(run);
    at = nextDigit(folded, run.groups[run.groups.length - 1]?.end ?? at + 1, digit);
  }
  return runs;
}

function nextDigit(folded: string, from: number, digit: Digit): number {
  digit.first.lastIndex = from;
  return digit.first.exec(folded)?.index ?? -1;
}

function readRun(folded: string, start: number, digit: Digit): DigitRun {
  const groups: DigitGroup[] = [];
  const separators: string[] = [];
  let group = readGroup(folded, start, digit);
  while (group !== undefined) {
    groups.push(group);
    const separator = separatorAt(folded, group.end);
    group = separator === '' ? undefined : readGroup(folded, group.end + separator.length, digit);
    if (group) separators.push(separator);
  }
  return { groups, separators };
}

function separatorAt(folded: string, at: number): string {
  SEPARATOR.lastIndex = at;
  return SEPARATOR.exec(folded)?.[0] ?? '';
}

function readGroup(folded: string, start: number, digit: Digit): DigitGroup | undefined {
  let end = start;
  let digits = '';
  digit.next.lastIndex = end;
  for (let word = digit.next.exec(folded)?.[0]; word !== undefined; word = digit.next.exec(folded)?.[0]) {
    digits += digitOf(word);
    end += word.length;
  }
  return digits === '' ? undefined : { digits, start, end };
}

function digitOf(word: string): string {
  if (/[0-9]/.test(word)) return word;
  if (word === '零') return '0';
  const kanji = KANJI_DIGITS.indexOf(word);
  if (kanji >= 0) return String(kanji);
  const hiragana = word.replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));
  return KANA_DIGITS[hiragana] ?? '0';
}

/** Cuts a run at every short group that a counter follows. */
function withoutQuantities(folded: string, run: DigitRun): DigitRun[] {
  const runs: DigitRun[] = [];
  let from = 0;
  run.groups.forEach((group, i) => {
    if (!isQuantity(folded, group)) return;
    runs.push(slice(run, from, i));
    from = i + 1;
  });
  runs.push(slice(run, from, run.groups.length));
  return runs.filter((piece) => piece.groups.length > 0);
}

function isQuantity(folded: string, group: DigitGroup): boolean {
  if (group.digits.length > 4) return false;
  const counter = group.digits.length > 2 ? LONG_COUNTER : COUNTER;
  counter.lastIndex = group.end;
  return counter.test(folded);
}

function slice(run: DigitRun, from: number, to: number): DigitRun {
  return {
    groups: run.groups.slice(from, to),
    separators: run.separators.slice(from, Math.max(from, to - 1)),
  };
}
