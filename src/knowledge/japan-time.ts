const OFFSET = 9 * 60 * 60 * 1000;
const WEEKDAY = ['日', '月', '火', '水', '木', '金', '土'] as const;

/** Eras with their first day, newest first. */
export const ERAS = [
  { name: '令和', letter: 'r', from: '2019-05-01' },
  { name: '平成', letter: 'h', from: '1989-01-08' },
  { name: '昭和', letter: 's', from: '1926-12-25' },
  { name: '大正', letter: 't', from: '1912-07-30' },
  { name: '明治', letter: 'm', from: '1868-01-25' },
] as const;

/** The calendar day in Japan, `2021-06-04`. `now`: milliseconds. */
export function dayInJapan(now: number): string {
  return new Date(now + OFFSET).toISOString().slice(0, 10);
}

/** The weekday as one character, 月. */
export function weekdayOf(day: string): string {
  return WEEKDAY[new Date(`${day}T00:00Z`).getUTCDay()] ?? '';
}

/** `6月8日`, without zeroes. */
export function monthAndDay(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日`;
}

/** `昭和27年4月2日`; the first year of an era is 元年. */
export function dayInEra(day: string): string {
  const era = ERAS.find(({ from }) => day >= from);
  const year = Number(day.slice(0, 4));
  if (!era) return `${year}年${monthAndDay(day)}`;
  const count = year - Number(era.from.slice(0, 4)) + 1;
  return `${era.name}${count === 1 ? '元' : count}年${monthAndDay(day)}`;
}

/** `午前9時`, `午後1時30分`. `time`: `09:00`. */
export function clockTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const half = hour < 12 ? '午前' : '午後';
  return `${half}${hour > 12 ? hour - 12 : hour}時${minute === 0 ? '' : `${minute}分`}`;
}
