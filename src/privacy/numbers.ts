import { spokenRuns, writtenRuns } from './digit-runs';
import type { DigitGroup, DigitRun } from './digit-runs';
import { classifyRun } from './classify-run';
import { labelledNumber } from './labelled-number';
import type { Found } from './personal-data';

/** +81 90 1234 5678, and other countries' numbers. */
const WITH_COUNTRY = /\+ ?[1-9][0-9]{0,2}(?:[-ー. ]?\(?[0-9]{1,5}\)?){1,5}(?![0-9])/g;
const SPOKEN_LENGTHS = { min: 10, max: 17 };

/** Telephone, My Number, card, ticket and labelled account numbers, in figures, kanji digits or spelled out. */
export function findNumbers(folded: string): Found[] {
  const abroad = Array.from(folded.matchAll(WITH_COUNTRY), ({ 0: text, index }) =>
    withKind(index, text),
  ).filter(({ start, end }) => folded.slice(start, end).replace(/[^0-9]/g, '').length >= 9);
  const written = writtenRuns(folded)
    .filter((run) => !abroad.some(({ start, end }) => isInside(run, start, end)))
    .flatMap((run) => labelledNumber(folded, run) ?? classifyRun(run))
    .map((span) => withOpeningBracket(folded, span));
  const found = [...abroad, ...written];
  for (const run of spokenRuns(folded)) {
    const spoken = wholeNumber(run);
    if (spoken && !found.some((other) => other.start < spoken.end && spoken.start < other.end))
      found.push(spoken);
  }
  return found;
}

function withKind(start: number, text: string): Found {
  return { kind: 'phone', start, end: start + text.length };
}

function isInside(run: DigitRun, start: number, end: number): boolean {
  const first = run.groups[0] as DigitGroup;
  return first.start >= start && (run.groups[run.groups.length - 1] as DigitGroup).end <= end;
}

/** (03)3430-0000 begins with its bracket. */
function withOpeningBracket(folded: string, span: Found): Found {
  const opens = folded[span.start - 1] === '(' && /^[^(]*\)/.test(folded.slice(span.start, span.end));
  return opens ? { ...span, start: span.start - 1 } : span;
}

/** Kana digits are also particles (に, ご, し), so only a run as long as a whole number counts. */
function wholeNumber(run: DigitRun): Found | undefined {
  const digits = run.groups.map((group) => group.digits).join('');
  if (digits.length < SPOKEN_LENGTHS.min || digits.length > SPOKEN_LENGTHS.max) return undefined;
  const { start } = run.groups[0] as DigitGroup;
  const { end } = run.groups[run.groups.length - 1] as DigitGroup;
  if (/^0[5-9]0[0-9]{8}[0-9]?$/.test(digits) || /^0[1-9][0-9]{8}$/.test(digits))
    return { kind: 'phone', start, end };
  if (digits.length >= 14) return { kind: 'card', start, end };
  return { kind: digits.length >= 12 ? 'mynumber' : 'ticket', start, end };
}
