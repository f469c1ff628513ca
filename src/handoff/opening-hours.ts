import { holidays } from '@holiday-jp/holiday_jp';

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A stretch of one day, HH:MM; `to` up to 24:00 and after `from`. */
export interface Block {
  readonly from: string;
  readonly to: string;
}

/** One day that goes by its own blocks, whatever the week, the holidays and the closures say; none: closed. */
export interface SpecialDay {
  readonly date: string;
  readonly blocks: readonly Block[];
  readonly reason: string;
}

/** When operators answer, in Japan's time. Structurally the `hours.yaml` of a knowledge pack (which may not import this file). */
export interface OpeningHours {
  /** Several blocks a day make a lunch break; times are HH:MM, `to` up to 24:00 and after `from`. */
  readonly blocks: readonly {
    readonly days: readonly Weekday[];
    readonly from: string;
    readonly to: string;
  }[];
  /** What Japanese public holidays (substitute ones included) do. */
  readonly holidays: 'closed' | 'open';
  /** One-off closed days, YYYY-MM-DD: year's end, maintenance. */
  readonly closures: readonly { readonly date: string; readonly reason: string }[];
  /** What supervisors said about single days (see opening-overrides). */
  readonly specialDays?: readonly SpecialDay[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Japan keeps UTC+9 all year. */
const JST = 9 * 60 * MINUTE;
/** Longer than any holiday season: nothing within it means never. */
const HORIZON_DAYS = 400;

const holidayDates: ReadonlySet<string> = new Set(Object.keys(holidays));

/** Whether operators answer at `now` (ms): from a block's start to just before its end. */
export function isOpen(hours: OpeningHours, now: number): boolean {
  return spansOf(hours, dayOf(now)).some(({ start, end }) => start <= now && now < end);
}

/** The first moment after `now` (ms) at which they begin to answer; undefined when there is none in sight. Blocks that touch or overlap
 *  are one opening. */
export function nextOpening(hours: OpeningHours, now: number): number | undefined {
  const today = dayOf(now);
  for (let day = today; day <= today + HORIZON_DAYS; day++) {
    const starts = spansOf(hours, day).map(({ start }) => start);
    const openings = starts.filter((start) => start > now && !isOpen(hours, start - 1));
    if (openings.length > 0) return Math.min(...openings);
  }
  return undefined;
}

/** Days since 1970-01-01 in Japan. */
function dayOf(now: number): number {
  return Math.floor((now + JST) / DAY);
}

/** The blocks of one day, YYYY-MM-DD in Japan; none when closed. */
export function blocksOn(hours: OpeningHours, date: string): readonly Block[] {
  const special = hours.specialDays?.find((day) => day.date === date);
  if (special !== undefined) return special.blocks;
  if (hours.closures.some((closure) => closure.date === date)) return [];
  if (hours.holidays === 'closed' && isHoliday(date)) return [];
  const weekday = WEEKDAYS[new Date(date).getUTCDay()];
  return hours.blocks.filter(({ days }) => days.some((name) => name === weekday));
}

/** A public holiday of Japan, substitute ones included. */
export function isHoliday(date: string): boolean {
  return holidayDates.has(date);
}

function spansOf(hours: OpeningHours, day: number): Span[] {
  const midnight = day * DAY - JST;
  return blocksOn(hours, new Date(day * DAY).toISOString().slice(0, 10)).map(({ from, to }) => ({
    start: midnight + minutesOf(from) * MINUTE,
    end: midnight + minutesOf(to) * MINUTE,
  }));
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
