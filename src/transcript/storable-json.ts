/** PostgreSQL stores neither NUL nor half a surrogate pair; text from outside has both. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
const NUL = /\0/g;

/** The text as PostgreSQL takes it: NUL dropped, a lone surrogate replaced by U+FFFD. */
export function storableText(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd').replace(NUL, ''); // in this order: dropping NUL first could join two halves
}

/** The value as JSON that `jsonb` takes, keys included. `JSON.stringify` escapes exactly the lone surrogates (ECMA-262). */
export function storableJson(value: unknown): string {
  return JSON.stringify(value).replace(/\\\\|\\u0000|\\ud[89a-f][0-9a-f]{2}/g, (escape) => {
    if (escape === '\\\\') return escape; // an escaped backslash: what follows is plain text
    return escape === '\\u0000' ? '' : '\ufffd';
  });
}
