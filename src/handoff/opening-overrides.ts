import { blocksOn, type Block, type OpeningHours, type SpecialDay } from './opening-hours';

const MINUTE = 60_000;
/** Japan keeps UTC+9 all year. */
const JST = 9 * 60 * MINUTE;

/** The city's hours with single days replaced by a supervisor's word. Days before `now` (ms) are left out: they change nothing more. */
export function withOverrides(
  base: OpeningHours,
  overrides: readonly SpecialDay[],
  now: number,
): OpeningHours {
  const { date: today } = timeInJapan(now);
  return { ...base, specialDays: overrides.filter(({ date }) => date >= today) };
}

/** The blocks of today when it closes at `now` (ms): what was open stays, nothing follows. */
export function closedFrom(hours: OpeningHours, now: number): Block[] {
  const { date, time } = timeInJapan(now);
  const begun = blocksOn(hours, date).filter(({ from }) => from < time);
  return begun.map(({ from, to }) => ({ from, to: to < time ? to : time }));
}

/** The blocks of today when it stays open, or opens at once, until `until` (HH:MM); undefined when that has passed. */
export function openUntil(hours: OpeningHours, now: number, until: string): Block[] | undefined {
  const { date, time } = timeInJapan(now);
  if (until <= time) return undefined;
  const blocks = blocksOn(hours, date);
  const past = blocks.filter(({ to }) => to <= time);
  const running = blocks.filter(({ from, to }) => from <= time && time < to).map(({ from }) => from);
  return [...past, { from: [...running, time].sort()[0] ?? time, to: until }];
}

/** Calendar day and minute in Japan at `now` (ms). */
function timeInJapan(now: number): { date: string; time: string } {
  const iso = new Date(now + JST).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16) };
}
