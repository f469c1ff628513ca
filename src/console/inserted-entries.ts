import { isGuidance } from '../answering/suggest';
import { releaseHasEntries } from '../knowledge/release-store';
import type { ConsoleParts } from './console-parts';

/** Whether these entries were in that release, so that nothing is recorded as told that was never the city's answer. */
export async function entriesExist(
  { db, city, desk, suggestions }: Pick<ConsoleParts, 'db' | 'city' | 'desk' | 'suggestions'>,
  entryIds: readonly string[],
  release: number | undefined,
): Promise<boolean> {
  if (entryIds.length === 0) return true;
  if (release === undefined) return false;
  if (release === desk().release) return entryIds.every((id) => suggestions.entry(id) !== undefined);
  const entries = entryIds.filter((id) => !isGuidance(id));
  return releaseHasEntries(db, city, { number: release, entryIds: entries });
}
