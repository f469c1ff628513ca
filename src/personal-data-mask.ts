import type { Pack } from './knowledge/pack';
import type { Tokenizer } from './language/token';
import { maskPersonalData } from './privacy/mask';

/** Hides personal data in a citizen's words before anything is stored; what the city itself publishes stays readable. */
export function personalDataMask({ venues, contacts }: Pack, tokenize: Tokenizer): (text: string) => string {
  const addresses = venues.flatMap(({ name, address }) =>
    typeof address === 'string' ? [name, address] : [name],
  );
  const numbers = contacts.flatMap(({ phone }) => (typeof phone === 'string' ? [phone] : [phone.sample]));
  const allow = [...addresses, ...numbers.map(String)];
  return (text) => maskPersonalData(text, { allow, tokenize }).text;
}
