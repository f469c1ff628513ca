import type { Original } from './conversation/message';
import type { Pack } from './knowledge/pack';
import type { Tokenizer } from './language/token';
import { maskPersonalData } from './privacy/mask';
import type { PersonalDataKind, PersonalDataOptions } from './privacy/personal-data';

/** Hides personal data in a citizen's words before anything is stored; what the city itself publishes stays readable. */
export function personalDataMask(pack: Pack, tokenize: Tokenizer): (text: string) => string {
  const options = maskOptions(pack, tokenize);
  return (text) => maskPersonalData(text, options).text;
}

/** Numbers that a desk must not keep, not even encrypted. */
const NEVER_KEPT: readonly PersonalDataKind[] = ['mynumber', 'card', 'account'];

/** What of a citizen's words may be kept encrypted, for whoever must call them back; undefined when the mask hides nothing that may. */
export function personalDataOriginal(
  pack: Pack,
  tokenize: Tokenizer,
): (text: string) => Original | undefined {
  const options = maskOptions(pack, tokenize);
  return (text) => {
    const kinds = maskPersonalData(text, options).kinds.filter((kind) => !NEVER_KEPT.includes(kind));
    const kept = maskPersonalData(text, { ...options, only: NEVER_KEPT }).text;
    // Masking one piece can uncover another: what then turns out to be such a number is not kept at all.
    const uncovers = maskPersonalData(kept, options).kinds.some((kind) => NEVER_KEPT.includes(kind));
    return kinds.length === 0 || uncovers ? undefined : { text: kept, kinds };
  };
}

function maskOptions({ venues, contacts }: Pack, tokenize: Tokenizer): PersonalDataOptions {
  const addresses = venues.flatMap(({ name, address }) =>
    typeof address === 'string' ? [name, address] : [name],
  );
  const numbers = contacts.flatMap(({ phone }) => (typeof phone === 'string' ? [phone] : [phone.sample]));
  return { allow: [...addresses, ...numbers.map(String)], tokenize };
}
