import { z } from 'zod';

const HALF_A_PAIR = /\p{Surrogate}/u;
const GRAPHEMES = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Characters as LINE counts them where it says "grapheme clusters": 👨‍👩‍👧 is one. */
function graphemesIn(text: string): number {
  return [...GRAPHEMES.segment(text)].length;
}

/** Text of 1 to `max` UTF-16 units. Broken surrogate pairs are refused: somebody cut a character. */
export function text(max: number) {
  return z
    .string('Must be a string')
    .min(1, 'May not be empty')
    .max(max, `Length must be between 1 and ${max}`)
    .refine((value) => !HALF_A_PAIR.test(value), 'May not hold half of a surrogate pair');
}

/** Text of 1 to `max` characters a person would count. */
export function label(max: number) {
  return z
    .string('Must be a string')
    .min(1, 'May not be empty')
    .refine((value) => !HALF_A_PAIR.test(value), 'May not hold half of a surrogate pair')
    .refine((value) => graphemesIn(value) <= max, `Length must be between 0 and ${max}`);
}

function urlWith(schemes: readonly string[], max: number) {
  return z
    .string('Must be a string')
    .max(max, `Length must be between 0 and ${max}`)
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol),
      `Must be a valid URI of the scheme ${schemes.join(' ')}`,
    )
    .refine((value) => /^[\x21-\x7e]+$/.test(value), 'Must be percent-encoded');
}

export const httpsUrl = urlWith(['https:'], 2000);
export const actionUri = urlWith(['http:', 'https:', 'line:', 'tel:'], 1000);
export const colour = z.string().regex(/^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/, 'Must be #RRGGBB or #RRGGBBAA');
export const whole = z.number('Must be a number').int('Must be a whole number');

/** Ids as the platform gives them: users, groups and rooms. */
export const userId = z.string().regex(/^U[0-9a-f]{32}$/, 'Must be a user ID');
export const chatId = z.string().regex(/^[UCR][0-9a-f]{32}$/, 'Must be an ID of a user, group or room');
