import type { Entry } from '../knowledge/entry';
import type { Pack } from '../knowledge/pack';
import { PLACEHOLDER } from '../knowledge/placeholders';
import { venueAccess } from '../knowledge/venue-answer';
import type { Venue } from '../knowledge/venue';

/** How to reach a venue, to be read aloud. */
export interface VenueScript {
  readonly venueId: string;
  readonly name: string;
  readonly script: string;
}

const ALL = { id: 'all', name: 'すべての会場' };

/** The spoken directions that belong to an entry about venues: of the venue that was named, or that the entry is about, or of all. */
export function venueScript(pack: Pack, entry: Entry, typed: string): VenueScript | undefined {
  const names = [...`${entry.answer}${entry.speak}`.matchAll(PLACEHOLDER)].map(([, name = '']) =>
    name.split('.'),
  );
  if (!names.some(([kind]) => kind === 'venue' || kind === 'venues')) return undefined;
  const ids = new Set(names.flatMap(([kind, id]) => (kind === 'venue' && id !== undefined ? [id] : [])));
  const named = pack.venues.find((venue) => isNamed(venue, typed));
  const [only] = ids;
  const venue = named ?? (ids.size === 1 ? pack.venues.find(({ id }) => id === only) : undefined);
  const script = (venue === undefined ? pack.venues : [venue]).map((one) => venueAccess(one).speak).join('');
  return { venueId: venue?.id ?? ALL.id, name: venue?.name ?? ALL.name, script };
}

function isNamed({ name, aliases }: Venue, typed: string): boolean {
  return [name, ...aliases].some((word) => typed.includes(word));
}
