import type { Pack } from './pack';
import { isSample, valueOf } from './venue';

/** A point on the map with its words. */
export interface VenuePlace {
  readonly title: string;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
}

const ACCESS = /\{\{venue\.([a-z][a-z0-9-]*)\.access\}\}/g;

/** The place that one entry tells the way to; undefined when it tells none or several, or when nobody has written down where it is. */
export function venuePlace(
  { entries, venues }: Pick<Pack, 'entries' | 'venues'>,
  entryIds: readonly string[],
): VenuePlace | undefined {
  const answers = entries.filter(({ id }) => entryIds.includes(id)).map(({ answer }) => answer);
  const named = new Set(answers.flatMap((answer) => [...answer.matchAll(ACCESS)].map(([, id]) => id)));
  const venue = named.size === 1 ? venues.find(({ id }) => named.has(id)) : undefined;
  if (venue?.location === undefined) return undefined;
  const { latitude, longitude, sample } = venue.location;
  const address = `${valueOf(venue.address)}${isSample(venue.address) ? '（見本）' : ''}`;
  return { title: `${venue.name}${sample ? '（位置は見本）' : ''}`, address, latitude, longitude };
}
