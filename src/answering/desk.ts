import type { Pack } from '../knowledge/pack';
import type { Matcher } from '../matching/matcher';

/** What answering needs: the knowledge in force, its number, and a matcher built from it. */
export interface Desk {
  readonly pack: Pack;
  readonly release: number;
  readonly matcher: Matcher;
}
