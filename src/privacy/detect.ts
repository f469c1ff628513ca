import { findAddresses } from './address';
import { allowedCheck } from './allowed';
import { findBirthDates } from './birth-date';
import { findEmails } from './email';
import { fold } from './fold';
import { findNumbers } from './numbers';
import type { Found, PersonalDataKind, PersonalDataOptions, Recogniser, Span } from './personal-data';
import { findNames } from './person-name';
import { findPostalCodes } from './postal-code';

const RECOGNISERS: readonly Recogniser[] = [
  findEmails,
  findNumbers,
  findBirthDates,
  findAddresses,
  findPostalCodes,
  findNames,
];
/** Who wins where two recognisers see the same characters. */
const PRECEDENCE: readonly PersonalDataKind[] = [
  'email', 'mynumber', 'card', 'phone', 'address', 'birthdate', 'postal', 'ticket', 'account', 'name',
]; // prettier-ignore

/** Finds personal data in what a citizen wrote or said; spans do not overlap and come in order. Never throws. */
export function findPersonalData(text: string, options: PersonalDataOptions = {}): Span[] {
  const folded = fold(text);
  const isAllowed = allowedCheck(options.allow ?? []);
  const found = RECOGNISERS.flatMap((recognise) => recognise(folded, options)).filter(
    ({ start, end }) => end > start && !isAllowed(folded.slice(start, end)),
  );
  return withoutOverlaps(folded, found).map(({ kind, start, end }) => ({
    kind,
    start,
    end,
    text: text.slice(start, end),
  }));
}

function withoutOverlaps(folded: string, found: readonly Found[]): Found[] {
  const byRank = [...found].sort(
    (a, b) => PRECEDENCE.indexOf(a.kind) - PRECEDENCE.indexOf(b.kind) || b.end - b.start - (a.end - a.start),
  );
  const taken = new Set<number>();
  const kept: Found[] = [];
  for (const span of byRank) {
    const free = freePart(folded, span, taken);
    if (free === undefined) continue;
    for (let at = free.start; at < free.end; at += 1) taken.add(at);
    kept.push(free);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** An address that ran on into the next number keeps its beginning; anything else that overlaps is dropped. */
function freePart(folded: string, span: Found, taken: ReadonlySet<number>): Found | undefined {
  let end = span.start;
  while (end < span.end && !taken.has(end)) end += 1;
  if (end === span.end) return span;
  return span.kind === 'address' && /[0-9一二三四五六七八九十]/.test(folded.slice(span.start, end))
    ? { ...span, end }
    : undefined;
}
