import type { Key } from '../ports';

export type KeySource = 'tones' | 'signalled';

/** A key that came both ways came within this time; signalled, it comes when a key that was held is let go. */
const SAME_PRESS_MS = 10_000;

/** Makes one key press of what arrives twice: as tones in the voice, and signalled beside it (RFC 4733 or INFO), in either order. */
export class MergedKeys {
  private recent: { readonly key: Key; readonly source: KeySource; readonly at: number }[] = [];

  /** True when this is a new press. `now` in ms. */
  press(key: Key, source: KeySource, now: number): boolean {
    this.recent = this.recent.filter(({ at }) => now - at < SAME_PRESS_MS);
    const twin = this.recent.findIndex((other) => other.key === key && other.source !== source);
    if (twin !== -1) {
      this.recent.splice(twin, 1);
      return false;
    }
    this.recent.push({ key, source, at: now });
    return true;
  }
}
