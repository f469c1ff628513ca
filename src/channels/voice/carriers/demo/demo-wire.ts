import type { Caption, Key } from '../../ports';

/** Text messages from the desk to the page for trying. Binary ones, both ways: 8 kHz linear 16-bit samples, little-endian. */
export type DemoMessage =
  | ({ readonly type: 'caption' } & Caption)
  /** Sound that the page has not played yet is thrown away. */
  | { readonly type: 'flush' }
  | { readonly type: 'ringing'; readonly seconds: number }
  | { readonly type: 'talking' }
  /** Back from ringing or talking. */
  | { readonly type: 'returned' }
  /** All lines for trying are taken. */
  | { readonly type: 'busy' };

/** Text messages from the page to the desk. The visitor plays both parts: the caller, and the person at the city's telephone. */
export type DemoCommand =
  | { readonly type: 'key'; readonly key: Key }
  | { readonly type: 'person'; readonly does: 'picks-up' | 'is-busy' | 'hangs-up' };
