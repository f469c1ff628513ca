import { KEYS, type Key } from '../ports';

/** A key as carriers write it; undefined for A to D, which no telephone has. */
export function telephoneKey(written: string): Key | undefined {
  return KEYS.find((key) => key === written);
}
