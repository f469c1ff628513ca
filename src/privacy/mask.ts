import { findPersonalData } from './detect';
import { MARKS } from './marks';
import type { PersonalDataKind, PersonalDataOptions, Span } from './personal-data';

export interface MaskedText {
  readonly text: string;
  /** Kinds that were masked, each once, in order of appearance. */
  readonly kinds: readonly PersonalDataKind[];
}

interface MaskOptions extends PersonalDataOptions {
  /** Only these kinds are masked; default all. */
  readonly only?: readonly PersonalDataKind[];
}

/** Replaces personal data by readable marks. A masked text stays as it is. */
export function maskPersonalData(text: string, { only, ...options }: MaskOptions = {}): MaskedText {
  const find = (words: string): Span[] =>
    findPersonalData(words, options).filter(({ kind }) => only === undefined || only.includes(kind));
  const kinds = new Set<PersonalDataKind>();
  let masked = text;
  // A mark can uncover something (a number once its neighbour is gone). Every round leaves fewer unmasked
  // characters, so this ends, and it ends where masking again changes nothing.
  for (let spans = find(masked); spans.length > 0; spans = find(masked)) {
    spans.forEach((span) => kinds.add(span.kind));
    masked = replace(masked, spans);
  }
  return { text: masked, kinds: [...kinds] };
}

function replace(text: string, spans: readonly Span[]): string {
  let at = 0;
  const pieces: string[] = [];
  for (const { kind, start, end } of spans) {
    pieces.push(
      text.slice(at, start),
      kind === 'birthdate' ? maskedBirthDate(text.slice(start, end)) : MARKS[kind],
    );
    at = end;
  }
  return [...pieces, text.slice(at)].join('');
}

const YEAR =
  /^(?:(?:明治|大正|昭和|平成|令和|[MTSHR])\s*(?:\d{1,2}|元|[〇一二三四五六七八九十]{1,3})(?=[年./-])|(?:18|19|20)\d{2})/i;

/** The year stays: by itself it tells nobody apart, and the desk answers "when is it my turn" from it. */
function maskedBirthDate(date: string): string {
  const [year] = YEAR.exec(date.normalize('NFKC')) ?? [];
  return year === undefined ? MARKS.birthdate : `${year}年${MARKS.birthdate}`;
}
