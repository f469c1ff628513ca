import { birthRange, birthRangeOfAge, isDay, type BirthRange } from './birth-range';
import { dayInJapan, ERAS } from './japan-time';
import { kanjiToDigits } from './kanji-numbers';

/** Nobody in the schedule is older. */
const OLDEST = 120;
/** A year this near to now is rather the year of an appointment, unless 生まれ says otherwise. */
const RECENT_YEARS = 6;
/** 昭和 has no higher year: a bare number above it can only be an age. */
const LAST_SHOWA = 64;

const ERA_NAMES: Readonly<Record<string, string>> = {
  めいじ: '明治', たいしょう: '大正', しょうわ: '昭和', へいせい: '平成', れいわ: '令和',
}; // prettier-ignore

const MONTH_AND_DAY = String.raw`(?:年?度?の?[-./]?(\d{1,2})(?:月|[-./])(?:(\d{1,2})日?)?)?`;
const ERA = new RegExp(String.raw`(?<![a-z])(明治|大正|昭和|平成|令和|[mtshr](?=[.]?\d))[の.]?(\d{1,2}|元)(?![\da-z]|年?代)${MONTH_AND_DAY}`, 'g');
const WESTERN = new RegExp(String.raw`(?<![\d-])(1[89]\d{2}|20\d{2})(?:(?=年(?!代))|(?=[-./]\d{1,2}[-./]\d{1,2}(?!\d))|(?=生))${MONTH_AND_DAY}(?!\d)`, 'g');
const EIGHT_DIGITS = /(?<![\d-])(1[89]\d{2}|20\d{2})(\d{2})(\d{2})(?![\d-])/g;
const AGE = /(?<!\d|から|あと|[-ー~〜])(\d{1,3})(?:歳|才|さい)(?!以上|以下|未満|まで|から|より|以降|前後|くらい|ぐらい|代|-|ー|~|〜|児)/g;
const AGE_THIS_YEAR = /(?:今年|本年|ことし)(?:で|の)?(?:誕生日で)?(\d{1,3})(?:歳|才|さい)?(?:に)?(?:なる|なります|なった|なりました)/g;
const AGE_LATER = /(?:来年|来月|来週|再来年|もうすぐ|まもなく|あと[^、。]*?で|誕生日[^、。]*?で)[^、。]{0,8}?\d{1,3}(?:歳|才|さい)?に?な[っり]?/g;
const ALONE =
  /^(?:えーと?|ええと|あのー?|うーん|はい|ええ|わたし|私|自分|母|父|夫|妻|主人|本人|今|年齢|年|歳|満|は|が|も|の|で|、|。)*(\d{1,4})(?:歳|才|年|年生まれ|生まれ)?(?:(?:に)?なります|(?:に)?なりました|(?:に)?なった|です|だよ|だ|よ|ね|けど|ですけど|ですが|になる|でございます|、|。|!)*$/;

/**
 * The days on which the person of a message was born, read from a birth date, a year or an age: 昭和28年5月3日, S28,
 * 1953年, 19480105, 六十八歳, 「72になります」. Undefined when the text names none, or names two people.
 * `now`: milliseconds; ages are counted from it.
 */
export function parseBirth(text: string, now: number): BirthRange | undefined {
  const found = parseBirths(text, now);
  return found.length === 1 ? found[0] : undefined;
}

/** Every person's days of birth in a message, in order of appearance, without repetitions. */
export function parseBirths(text: string, now: number): BirthRange[] {
  const today = dayInJapan(now);
  const plain = tidy(text);
  const dated = [...eraBirths(plain, today), ...westernBirths(plain, today), ...eightDigits(plain)];
  const births = dated.length > 0 ? dated : [...ages(plain, today), ...bareNumber(plain, today)];
  const possible = births.filter(({ from, to }) => from <= today && Number(to.slice(0, 4)) >= Number(today.slice(0, 4)) - OLDEST);
  return possible.filter((birth, i) => possible.findIndex(({ from, to }) => from === birth.from && to === birth.to) === i);
}

/** One form for all ways of writing: half width, digits for kanji numbers, no spaces, era names in kanji. */
function tidy(text: string): string {
  const plain = kanjiToDigits(text.slice(0, 400).normalize('NFKC').toLowerCase().replace(/\s+/g, ''))
    .replace(/(?<=\d)[‐‑‒–—―−ー](?=\d)/g, '-')
    .replace(/(?<=\d)ねん/g, '年')
    .replace(/(?<=\d)がつ/g, '月')
    .replace(/(?<=\d)にち/g, '日');
  return plain.replace(/めいじ|たいしょう|しょうわ|へいせい|れいわ/g, (name) => ERA_NAMES[name] ?? name);
}

function eraBirths(text: string, today: string): BirthRange[] {
  return [...text.matchAll(ERA)].flatMap((match) => {
    const era = ERAS.find(({ name, letter }) => name === match[1] || letter === match[1]);
    if (!era) return [];
    const count = match[2] === '元' ? 1 : Number(match[2]);
    const year = Number(era.from.slice(0, 4)) + count - 1;
    const next = ERAS[ERAS.indexOf(era) - 1];
    if (count < 1 || (next && year > Number(next.from.slice(0, 4)))) return [];
    return dated(match, [year, match[3], match[4]], today);
  });
}

function westernBirths(text: string, today: string): BirthRange[] {
  return [...text.matchAll(WESTERN)].flatMap((match) => dated(match, [Number(match[1]), match[2], match[3]], today));
}

function eightDigits(text: string): BirthRange[] {
  return [...text.matchAll(EIGHT_DIGITS)].flatMap((match) => dayRange(Number(match[1]), Number(match[2]), Number(match[3])));
}

type Parts = readonly [year: number, month: string | undefined, day: string | undefined];

/** A date of these years is an appointment rather than a birth, unless the text goes on with 生まれ. */
function dated(match: RegExpExecArray, [year, month, day]: Parts, today: string): BirthRange[] {
  const rest = match.input.slice(match.index + match[0].length);
  const born = /^(?:年|日)?の?(?:生|うまれ)/.test(rest);
  if (!born && year > Number(today.slice(0, 4)) - RECENT_YEARS) return [];
  if (month === undefined) return [birthRange({ year })];
  if (day === undefined) return isDay(year, Number(month), 1) ? [birthRange({ year, month: Number(month) })] : [];
  return dayRange(year, Number(month), Number(day));
}

function dayRange(year: number, month: number, day: number): BirthRange[] {
  return isDay(year, month, day) ? [birthRange({ year, month, day })] : [];
}

function ages(text: string, today: string): BirthRange[] {
  const year = Number(today.slice(0, 4));
  const thisYear = [...text.matchAll(AGE_THIS_YEAR)].map((match) => birthRange({ year: year - Number(match[1]) }));
  const rest = text.replace(AGE_THIS_YEAR, '').replace(AGE_LATER, '');
  return [...thisYear, ...[...rest.matchAll(AGE)].map((match) => birthRangeOfAge(Number(match[1]), today))];
}

/** A message that is nothing but a number: 68, 「72になります」, 1953. A small number could as well be a year of 昭和. */
function bareNumber(text: string, today: string): BirthRange[] {
  const match = ALONE.exec(text);
  if (!match || /歳|才/.test(text)) return [];
  const number = Number(match[1]);
  if (number >= 1868) return [birthRange({ year: number })];
  const age = /なり|なる|なった/.test(text) || (number > LAST_SHOWA && !/年/.test(text));
  return age && number <= OLDEST ? [birthRangeOfAge(number, today)] : [];
}
