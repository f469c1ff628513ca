import { hoursText } from '../handoff/hours-text';
import { blocksOn, isHoliday, isOpen, nextOpening, type OpeningHours } from '../handoff/opening-hours';
import { dayInJapan, weekdayOf } from '../knowledge/japan-time';
import type { OpeningDay, OpeningState } from './wire-supervisor';

const DAY = 24 * 3600 * 1000;
const DAYS_SHOWN = 14;

/** The opening now and in the days ahead, each with why it is so. `now`: milliseconds. */
export function openingState(hours: OpeningHours, now: number): OpeningState {
  const days = Array.from({ length: DAYS_SHOWN }, (_, n) => dayInJapan(now + n * DAY));
  const later = (hours.specialDays ?? [])
    .map(({ date }) => date)
    .filter((date) => date > (days.at(-1) ?? ''));
  const next = nextOpening(hours, now);
  return {
    open: isOpen(hours, now),
    ...(next === undefined ? {} : { nextOpening: new Date(next).toISOString() }),
    hoursText: hoursText(hours),
    days: [...days, ...later].map((date) => openingDay(hours, date)),
  };
}

function openingDay(hours: OpeningHours, date: string): OpeningDay {
  const blocks = blocksOn(hours, date).map(({ from, to }) => ({ from, to }));
  return { date, weekday: weekdayOf(date), blocks, ...whyOf(hours, date) };
}

function whyOf(hours: OpeningHours, date: string): Pick<OpeningDay, 'kind' | 'reason'> {
  const special = hours.specialDays?.find((day) => day.date === date);
  if (special !== undefined) return { kind: 'special', reason: special.reason };
  const closure = hours.closures.find((day) => day.date === date);
  if (closure !== undefined) return { kind: 'closure', reason: closure.reason };
  return { kind: hours.holidays === 'closed' && isHoliday(date) ? 'holiday' : 'usual' };
}
