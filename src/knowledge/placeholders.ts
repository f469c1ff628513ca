import { AppError } from '../errors';
import { cohortLines } from './cohort-answer';
import type { Contact } from './contact';
import type { Pack } from './pack';
import { knownWording, spokenPhone } from './spoken-forms';
import type { Wording } from './texts';
import type { Venue } from './venue';
import { allSessions, venueAccess, venueFacility, venueList, venueSessions } from './venue-answer';

export const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What a placeholder stands for. A block is whole lines on a screen and whole sentences aloud. */
interface Meaning extends Wording {
  readonly block: boolean;
}

export type Resolve = (name: string) => Meaning | undefined;

/** Knows every placeholder that an answer may use; undefined for any other name. `now`: milliseconds. */
export function makeResolver(pack: Pack, now: number): Resolve {
  return (name) => {
    const [kind, ...rest] = name.split('.');
    if (kind === 'venues') return block(venuesBlock(pack.venues, now)[rest.join('.')]);
    if (kind === 'cohorts') return block(cohortsBlock(pack, now)[rest.join('.')]);
    const [id, key = ''] = rest;
    if (kind === 'venue') return venueMeaning(pack.venues.find((venue) => venue.id === id), key, now);
    if (kind === 'contact') return contactMeaning(pack.contacts.find((contact) => contact.id === id), key);
    return undefined;
  };
}

/** Replaces every placeholder of a text. The pack was checked at load, so an unknown name is a fault of the program. */
export function fillPlaceholders(template: string, form: keyof Wording, resolve: Resolve): string {
  return template.replace(PLACEHOLDER, (_, name: string) => {
    const meaning = resolve(name);
    if (!meaning) throw new AppError('knowledge.invalid', `差し込み {{${name}}} の値がありません`, { details: { name } });
    return meaning[form];
  });
}

type Lazy = Readonly<Record<string, () => Wording>>;

function block(make: (() => Wording) | undefined): Meaning | undefined {
  return make && { ...make(), block: true };
}

function inline(wording: Wording | undefined): Meaning | undefined {
  return wording && { ...wording, block: false };
}

function venuesBlock(venues: readonly Venue[], now: number): Lazy {
  return {
    list: () => venueList(venues),
    sessions: () => allSessions(venues, now),
    parking: () => venueFacility(venues, 'parking'),
    bicycle: () => venueFacility(venues, 'bicycle'),
    bus: () => venueFacility(venues, 'bus'),
    'step-free': () => venueFacility(venues, 'stepFree'),
  };
}

function cohortsBlock({ cohorts }: Pack, now: number): Lazy {
  return {
    table: () => cohortLines(cohorts, now, ['ticket', 'booking']),
    booking: () => cohortLines(cohorts, now, ['booking']),
    tickets: () => cohortLines(cohorts, now, ['ticket']),
  };
}

function venueMeaning(venue: Venue | undefined, key: string, now: number): Meaning | undefined {
  if (!venue) return undefined;
  if (key === 'access') return block(() => venueAccess(venue));
  if (key === 'sessions') return block(() => venueSessions(venue, now));
  if (key === 'name') return inline({ text: venue.name, speak: venue.name });
  return key === 'address' ? inline(knownWording(venue.address)) : undefined;
}

function contactMeaning(contact: Contact | undefined, key: string): Meaning | undefined {
  if (!contact) return undefined;
  const values: Lazy = {
    name: () => ({ text: contact.name, speak: contact.spokenName }),
    phone: () => knownWording(contact.phone, spokenPhone),
    hours: () => knownWording(contact.hours),
    ...(contact.fax === undefined ? {} : { fax: () => knownWording(contact.fax ?? '', spokenPhone) }),
  };
  return inline(values[key]?.());
}
