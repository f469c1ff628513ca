import { WEEKDAYS, type OpeningHours, type Weekday } from './opening-hours';

const KANJI: Readonly<Record<Weekday, string>> = {
  mon: '月',
  tue: '火',
  wed: '水',
  thu: '木',
  fri: '金',
  sat: '土',
  sun: '日',
};
const WEEK: readonly Weekday[] = [...WEEKDAYS.slice(1), 'sun'];
const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** The hours in words for citizens: 「平日 9:00〜12:00、13:00〜17:00（祝日を除く）」. */
export function hoursText(hours: OpeningHours): string {
  const byDays = new Map<string, string[]>();
  for (const { days, from, to } of hours.blocks) {
    const name = daysText(days);
    byDays.set(name, [...(byDays.get(name) ?? []), `${timeText(from)}〜${timeText(to)}`]);
  }
  const text = [...byDays].map(([days, times]) => `${days} ${times.join('、')}`).join('、');
  return hours.holidays === 'closed' ? `${text}（祝日を除く）` : text;
}

function daysText(days: readonly Weekday[]): string {
  if (WEEK.every((day) => days.includes(day))) return '毎日';
  if (days.length === WORKDAYS.length && WORKDAYS.every((day) => days.includes(day))) return '平日';
  return `${WEEK.filter((day) => days.includes(day))
    .map((day) => KANJI[day])
    .join('・')}曜日`;
}

function timeText(time: string): string {
  return time.replace(/^0/, '');
}
