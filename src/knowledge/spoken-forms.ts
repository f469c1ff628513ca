import type { Wording } from './texts';
import { isSample, valueOf, type Known } from './venue';
import { clockTime, monthAndDay, weekdayOf } from './japan-time';

const DIGITS = ['ゼロ', 'イチ', 'ニ', 'サン', 'ヨン', 'ゴ', 'ロク', 'ナナ', 'ハチ', 'キュウ'];

/** How a sample is marked on a screen. */
const SAMPLE_MARK = '（見本）';
/** How it is marked aloud, so that nothing unknown is spoken as if it were true. */
export const SPOKEN_SAMPLE_MARK = '見本ですが、';

/** A day for the screen and for the ear: 6月8日（火） and 6月8日火曜日. */
export function dateWording(day: string): Wording {
  const date = monthAndDay(day);
  return { text: `${date}（${weekdayOf(day)}）`, speak: `${date}${weekdayOf(day)}曜日` };
}

/** A moment such as `2021-06-08T09:00+09:00`: 6月8日（火）午前9時 and 6月8日火曜日の午前9時. */
export function momentWording(moment: string): Wording {
  const date = dateWording(moment.slice(0, 10));
  const time = clockTime(moment.slice(11, 16));
  return { text: `${date.text}${time}`, speak: `${date.speak}の${time}` };
}

/** A telephone number digit by digit, with a breath between its groups. */
export function spokenPhone(phone: string): string {
  return phone
    .normalize('NFKC')
    .split(/[^0-9]+/)
    .filter((group) => group !== '')
    .map((group) => [...group].map((digit) => DIGITS[Number(digit)]).join(''))
    .join('、');
}

/** Written Japanese as it is read aloud: no brackets, house numbers with の, no symbols. */
export function spokenText(text: string): string {
  return text
    .replace(/（[^）]*）|\([^)]*\)/g, '')
    .replace(/(?<=\d)[-－−ー](?=\d)/g, 'の')
    .replace(/[〜～~]/g, 'から')
    .replace(/[・／/]/g, '、');
}

/** A value with its mark when the city has not confirmed it. `aloud`: how the value is read. */
export function knownWording(known: Known<string | number>, aloud: (text: string) => string = spokenText): Wording {
  const value = String(valueOf(known));
  return isSample(known)
    ? { text: `${value}${SAMPLE_MARK}`, speak: `${SPOKEN_SAMPLE_MARK}${aloud(value)}` }
    : { text: value, speak: aloud(value) };
}

/** One or more sentences, closed with 「。」. */
export function sentence(text: string): string {
  return text.endsWith('。') ? text : `${text}。`;
}
