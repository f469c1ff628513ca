import { dayInJapan } from '../knowledge/japan-time';
import { dateSchema } from '../knowledge/texts';

/** Days in Japan, both included, and the same as a stretch of the desk's time: `to` is not in it. */
export interface AskedPeriod {
  readonly from: string;
  readonly to: string;
  readonly stretch: { readonly from: number; readonly to: number };
}

const DAY = 24 * 3600 * 1000;
const MOST_DAYS = 92;

/** Milliseconds; Japan keeps UTC+9 all year. */
export function midnightOf(day: string): number {
  return Date.parse(`${day}T00:00+09:00`);
}

/** `?from=&to=`; without them today. Undefined for anything that is not a period, or too long a one. */
export function readPeriod(query: URLSearchParams, now: number): AskedPeriod | undefined {
  const from = dateSchema.safeParse(query.get('from') ?? dayInJapan(now));
  const to = dateSchema.safeParse(query.get('to') ?? query.get('from') ?? dayInJapan(now));
  if (!from.success || !to.success) return undefined;
  const stretch = { from: midnightOf(from.data), to: midnightOf(to.data) + DAY };
  const days = (stretch.to - stretch.from) / DAY;
  return days < 1 || days > MOST_DAYS ? undefined : { from: from.data, to: to.data, stretch };
}
