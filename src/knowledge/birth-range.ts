/** The days on which someone may have been born, both included: one day, a month, a year, or the span of an age. */
export interface BirthRange {
  readonly from: string;
  readonly to: string;
}

/** A birth date as far as it is known. */
export interface BirthDate {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

/** The days that a partly known birth date leaves open. */
export function birthRange({ year, month, day }: BirthDate): BirthRange {
  if (month === undefined) return { from: isoDay(year, 1, 1), to: isoDay(year, 12, 31) };
  if (day === undefined) return { from: isoDay(year, month, 1), to: isoDay(year, month, lastDayOf(year, month)) };
  return { from: isoDay(year, month, day), to: isoDay(year, month, day) };
}

/** The days on which someone was born who is `age` years old on `today` (`2021-06-04`). */
export function birthRangeOfAge(age: number, today: string): BirthRange {
  const year = Number(today.slice(0, 4));
  const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return { from: dayAfter(`${year - age - 1}${leapSafe(today, year - age - 1)}`), to: `${year - age}${leapSafe(today, year - age)}` };
}

/** True when the calendar has such a day. */
export function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month);
}

function leapSafe(today: string, year: number): string {
  return today.endsWith('-02-29') && lastDayOf(year, 2) === 28 ? '-02-28' : today.slice(4);
}

function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isoDay(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
