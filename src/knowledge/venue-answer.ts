import { dayInJapan } from './japan-time';
import { dateWording, knownWording, sentence, SPOKEN_SAMPLE_MARK } from './spoken-forms';
import type { Wording } from './texts';
import { isSample, valueOf, type Known, type Venue } from './venue';

type Facility = 'parking' | 'bicycle' | 'bus' | 'stepFree';
type Session = Venue['sessions'][number];

/** How to reach a venue: address, station, bus, parking, steps; aloud only what fits the ear. */
export function venueAccess(venue: Venue): Wording {
  const walk = walkWording(venue);
  const parking = knownWording(venue.parking);
  const lines = [
    `住所：${knownWording(venue.address).text}`,
    `駅から：${walk.text}`,
    `バス：${knownWording(venue.bus).text}`,
    `駐車場：${parking.text}`,
    `段差：${knownWording(venue.stepFree).text}`,
  ];
  return { text: bullets(lines), speak: [spokenAddress(venue), sentence(walk.speak), sentence(parking.speak)].join('') };
}

/** Every venue with its address. */
export function venueList(venues: readonly Venue[]): Wording {
  return {
    text: bullets(venues.map((venue) => `${venue.name}：${knownWording(venue.address).text}`)),
    speak: venues.map(spokenAddress).join(''),
  };
}

/** One facility of each venue; aloud once for all when they are the same. */
export function venueFacility(venues: readonly Venue[], facility: Facility): Wording {
  const text = bullets(venues.map((venue) => `${venue.name}：${knownWording(venue[facility]).text}`));
  const aloud = venues.map((venue) => knownWording(venue[facility]).speak);
  const first = aloud[0] ?? '';
  if (venues.length > 1 && aloud.every((words) => words === first)) return { text, speak: `どの会場も同じです。${sentence(first)}` };
  return { text, speak: venues.map((venue, i) => `${venue.name}です。${sentence(aloud[i] ?? '')}`).join('') };
}

/** The days of one venue with their slots; past days are marked on the screen and left out aloud. */
export function venueSessions(venue: Venue, now: number): Wording {
  const today = dayInJapan(now);
  const coming = venue.sessions.filter(({ date }) => date >= today);
  const days = venue.sessions.map((session) => sessionText(session, today)).join('、');
  const ask = '次の接種日は、コールセンターにおたずねください。';
  return {
    text: `・${venue.name}：${days}${coming.length === 0 ? `\n・${ask}` : ''}`,
    speak:
      coming.length === 0
        ? `${venue.name}の予定の日は、終わりました。${ask}`
        : `${venue.name}です。${coming.map(({ date, slots }) => `${dateWording(date).speak}、${slots}枠です。`).join('')}`,
  };
}

/** The days of every venue. */
export function allSessions(venues: readonly Venue[], now: number): Wording {
  const each = venues.map((venue) => venueSessions(venue, now));
  return {
    text: [...new Set(each.flatMap(({ text }) => text.split('\n')))].join('\n'),
    speak: each.map(({ speak }) => speak).join(''),
  };
}

function sessionText({ date, slots }: Session, today: string): string {
  const state = date < today ? '（終了）' : date === today ? '（本日）' : '';
  return `${dateWording(date).text}${slots}枠${state}`;
}

function walkWording({ station, minutes }: Venue): Wording {
  const walk = `${valueOf(station)}から歩いて約${valueOf(minutes)}分`;
  const known: Known<string> = isSample(station) || isSample(minutes) ? { sample: walk } : walk;
  const { text, speak } = knownWording(known);
  return { text, speak: `${speak}です` };
}

/** An address that the city has still to fill in is not read out. */
function spokenAddress({ name, address }: Venue): string {
  if (isSample(address) && valueOf(address).includes('市で記入')) {
    return `${name}です。くわしい住所は、コールセンターにおたずねください。`;
  }
  const { speak } = knownWording(address);
  const marked = speak.startsWith(SPOKEN_SAMPLE_MARK);
  return `${name}です。${marked ? SPOKEN_SAMPLE_MARK : ''}住所は、${speak.slice(marked ? SPOKEN_SAMPLE_MARK.length : 0)}です。`;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `・${line}`).join('\n');
}
