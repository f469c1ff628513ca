/** Everything invisible that citizens do not type: controls but line feed and tab, and the signs that turn reading direction, with
 *  which a message could look like another to the operator. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Text as it may be stored, shown and matched; what the citizen meant to write is not touched. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(INVISIBLE, '').replace(LONE_SURROGATE, '\ufffd');
}

const DEEPEST = 8;

/** Strings anywhere in a JSON value changed by `change`, keys included; deeper than eight levels is cut off. */
export function mapStrings(value: unknown, change: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [change(name), mapStrings(item, change, depth + 1)]),
  );
}
