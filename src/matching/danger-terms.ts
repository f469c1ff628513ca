import type { Space } from './spaces';

/** Features of one text as numbers, the two lists aligned. */
export interface Terms {
  readonly ids: Uint32Array;
  readonly values: Float64Array;
}

/** A sign is written by people who thought about it; one of them says as much as a handful of words. */
const SIGN_VALUE = 0.7;
const ALWAYS = '';

/** The danger model's name for a word, a pair of characters or a sound. */
export function partName(space: Space, part: string): string {
  return `${space[0] as string}${part}`;
}

/** Features of a text: one that is always there, its danger signs, and its parts, already numbered (undefined: unknown). */
export function dangerTerms(
  signs: readonly string[],
  parts: readonly (number | undefined)[],
  number: (name: string) => number | undefined,
): Terms {
  const ids: number[] = [];
  const values: number[] = [];
  const value = 1 / Math.sqrt(parts.length + 1);
  const put = (id: number | undefined, worth: number) => {
    if (id === undefined) return;
    ids.push(id);
    values.push(worth);
  };
  put(number(ALWAYS), value);
  for (const part of parts) put(part, value);
  for (const sign of signs) put(number(`!${sign}`), SIGN_VALUE);
  return { ids: Uint32Array.from(ids), values: Float64Array.from(values) };
}
