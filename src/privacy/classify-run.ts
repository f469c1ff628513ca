import type { DigitGroup, DigitRun } from './digit-runs';
import { isPhoneShape, isPublicPhoneShape } from './phone-shape';
import type { Found, PersonalDataKind } from './personal-data';

/** Longer runs are cut here, so that work per run stays bounded; each piece is still judged. */
const MOST_GROUPS = 24;
const MOST_GROUPS_OF_A_PHONE = 5;
const DATE = /^(?:19|20)[0-9]{2}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01])(?:-|$)/;

/**
 * Says what the numbers in one run are by their shape. One run can hold several (a telephone number and a ticket
 * number with only a space between), so whole shapes at group borders are taken first, then what is left by length.
 */
export function classifyRun(run: DigitRun): Found[] {
  const found: Found[] = [];
  for (let from = 0; from < run.groups.length; from += MOST_GROUPS) {
    found.push(...classifyPiece(run, from, Math.min(from + MOST_GROUPS, run.groups.length)));
  }
  return found;
}

function classifyPiece(run: DigitRun, from: number, to: number): Found[] {
  if (digitsIn(run, from, to) === 12 && isOneNumber(run, from, to)) return [span(run, from, to, 'mynumber')];
  const found: Found[] = [];
  let left = from;
  let at = from;
  while (at < to) {
    const shape = shapeAt(run, at, to);
    if (shape === undefined) {
      at += 1;
      continue;
    }
    found.push(...byLength(run, left, at));
    if (shape.kind) found.push(span(run, at, shape.end, shape.kind));
    at = left = shape.end;
  }
  return [...found, ...byLength(run, left, to)];
}

/** Twelve digits are a My Number however they are grouped, unless they are a mobile number and one digit more. */
function isOneNumber(run: DigitRun, from: number, to: number): boolean {
  const grouped = shapeOf(run, from, to);
  const last = (run.groups[to - 1] as DigitGroup).digits;
  const evenly = new Set(run.separators.slice(from, to - 1).map((separator) => separator.trim())).size <= 1;
  return evenly && !DATE.test(grouped) && !(last.length === 1 && isPhoneShape(grouped.slice(0, -2)));
}

function shapeAt(
  run: DigitRun,
  at: number,
  to: number,
): { end: number; kind?: PersonalDataKind } | undefined {
  for (let end = Math.min(to, at + MOST_GROUPS_OF_A_PHONE); end > at; end -= 1) {
    const grouped = shapeOf(run, at, end);
    if (isPublicPhoneShape(grouped)) return { end };
    const kind = kindOfShape(grouped);
    if (kind) return { end, kind };
  }
  return undefined;
}

function kindOfShape(grouped: string): PersonalDataKind | undefined {
  if (isPhoneShape(grouped)) return 'phone';
  if (/^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{2,4}$/.test(grouped)) return 'card';
  if (/^[0-9]{4}-[0-9]{6}-[0-9]{4,5}$/.test(grouped)) return 'card';
  if (/^[0-9]{4}-[0-9]{4}-[0-9]{4}$/.test(grouped)) return 'mynumber';
  if (/^(?:[0-9]{4}-[0-9]{4}-[0-9]{2}|[0-9]{10})$/.test(grouped)) return 'ticket';
  if (/^[0-9]{12,13}$/.test(grouped)) return 'mynumber';
  if (/^[0-9]{14,}$/.test(grouped)) return 'card';
  return undefined;
}

/** What no known shape claimed: judged by the number of digits, never left readable when a My Number may be in it. */
function byLength(run: DigitRun, from: number, to: number): Found[] {
  const total = digitsIn(run, from, to);
  if (total < 10) return [];
  const grouped = shapeOf(run, from, to);
  if (DATE.test(grouped)) return byLength(run, from + 3, to);
  if (total === 12 || total === 13) return [span(run, from, to, 'mynumber')];
  if (total >= 14) return [span(run, from, to, 'card')];
  const isTicket = total === 10 && to - from <= 4 && shortest(run, from, to) > 1;
  return isTicket ? [span(run, from, to, 'ticket')] : [];
}

function shortest(run: DigitRun, from: number, to: number): number {
  return Math.min(...run.groups.slice(from, to).map((group) => group.digits.length));
}

function digitsIn(run: DigitRun, from: number, to: number): number {
  return run.groups.slice(from, to).reduce((sum, group) => sum + group.digits.length, 0);
}

function shapeOf(run: DigitRun, from: number, to: number): string {
  return run.groups
    .slice(from, to)
    .map((group) => group.digits)
    .join('-');
}

function span(run: DigitRun, from: number, to: number, kind: PersonalDataKind): Found {
  return { kind, start: (run.groups[from] as DigitGroup).start, end: (run.groups[to - 1] as DigitGroup).end };
}
