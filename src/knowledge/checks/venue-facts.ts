import type { Check } from '../draft';
import type { Problem } from '../problem';
import { valueOf, type Venue } from '../venue';
import { entryStatements, type Statement } from './statements';

/** A fact of a venue as somebody typed it into an answer. */
interface Typed {
  readonly what: string;
  readonly typed: string;
  readonly index: number;
  readonly agrees: boolean;
  readonly recorded: string;
  readonly placeholder: string;
}

type Finder = (sentence: string, venue: Venue) => Typed[];

/** Facts of a venue come from its record; typed into an answer they go stale, or are wrong already. */
export const checkVenueFacts: Check = (draft) =>
  entryStatements(draft).flatMap((statement) => sentencesByVenue(statement, draft.pack.venues).flatMap(({ sentence, start, venue }) =>
    FINDERS.flatMap((find) => find(sentence, venue)).map((fact) => problemOf(fact, venue, statement.at(start + fact.index))),
  ));

/** Each sentence that speaks of one venue: named in it, or in the nearest sentence before it. */
function sentencesByVenue({ text, entry }: Statement, venues: readonly Venue[]): { sentence: string; start: number; venue: Venue }[] {
  let current = venues.find(({ id }) => entry?.entry.id === `venue.${id}`);
  return [...text.matchAll(/[^。\n]+/g)].flatMap((match) => {
    const named = venues.filter((venue) => names(match[0], venue));
    if (named.length > 0) current = named.length === 1 ? named[0] : undefined;
    return current ? [{ sentence: match[0], start: match.index, venue: current }] : [];
  });
}

function names(sentence: string, { id, name, aliases }: Venue): boolean {
  return [name, ...aliases, `{{venue.${id}.`].some((word) => sentence.includes(word));
}

const address: Finder = (sentence, { id, address }) =>
  [...sentence.matchAll(/狛江市\p{Script=Han}+[0-9０-９一二三四五六七八九十]+(?:(?:[-－ーの]|丁目|番地?|号)[0-9０-９]*)*/gu)].map((match) => ({
    what: '住所',
    typed: match[0],
    index: match.index,
    agrees: foldAddress(match[0]) === foldAddress(valueOf(address)),
    recorded: valueOf(address),
    placeholder: `venue.${id}.address`,
  }));

const walk: Finder = (sentence, { id, minutes }) =>
  [...sentence.matchAll(/(?:徒歩|歩いて)(?:で|約|およそ|だいたい)*([0-9０-９]+)分/g)].map((match) => ({
    what: '駅からの時間',
    typed: match[0],
    index: match.index,
    agrees: Number((match[1] ?? '').normalize('NFKC')) === valueOf(minutes),
    recorded: `${valueOf(minutes)}分`,
    placeholder: `venue.${id}.access`,
  }));

const dates: Finder = (sentence, venue) =>
  !names(sentence, venue)
    ? []
    : [...sentence.matchAll(/([0-9０-９]{1,2})月([0-9０-９]{1,2})日/g)].map((match) => {
        const day = [match[1], match[2]].map((part) => (part ?? '').normalize('NFKC').padStart(2, '0')).join('-');
        return {
          what: '接種日',
          typed: match[0],
          index: match.index,
          agrees: venue.sessions.some(({ date }) => date.endsWith(day)),
          recorded: venue.sessions.map(({ date }) => date).join('、'),
          placeholder: `venue.${venue.id}.sessions`,
        };
      });

const slots: Finder = (sentence, venue) =>
  !names(sentence, venue)
    ? []
    : [...sentence.matchAll(/([0-9０-９]+)(?:枠|人分|名分)/g)].map((match) => ({
        what: '枠の数',
        typed: match[0],
        index: match.index,
        agrees: venue.sessions.some((session) => session.slots === Number((match[1] ?? '').normalize('NFKC'))),
        recorded: venue.sessions.map((session) => `${session.slots}枠`).join('、'),
        placeholder: `venue.${venue.id}.sessions`,
      }));

const parking: Finder = (sentence, { parking }) =>
  [...sentence.matchAll(/駐車場(?:が|は|も)?(あります|ございます|使えます|利用できます|ありません|ございません|使えません|利用できません)/g)].map((match) => ({
    what: '駐車場',
    typed: match[0],
    index: match.index,
    agrees: /ません$/.test(match[1] ?? '') === /駐車場(?:が|は|も)?(?:ありません|ございません|使えません)/.test(valueOf(parking)),
    recorded: valueOf(parking),
    placeholder: 'venues.parking',
  }));

const FINDERS: readonly Finder[] = [address, walk, dates, slots, parking];

function foldAddress(text: string): string {
  return text.normalize('NFKC').replace(/丁目|番地?|[ーの]/g, '-').replace(/号|-$/g, '').replace(/\s/g, '');
}

function problemOf({ what, typed, agrees, recorded, placeholder }: Typed, venue: Venue, place: { file: string; line: number; column: number }): Problem {
  const rest = agrees
    ? {
        code: 'venue.typed',
        message: `${venue.name}の${what}「${typed}」が、答えに直接書かれています`,
        hint: `venues.yaml が変わったときに食いちがわないよう、{{${placeholder}}} にかえてください`,
        severity: 'warning' as const,
      }
    : {
        code: 'venue.contradiction',
        message: `${venue.name}の${what}「${typed}」が、会場の記録（${recorded}）と違います`,
        hint: `どちらが正しいかを確かめ、記録は venues.yaml を直し、答えは {{${placeholder}}} にかえてください`,
        severity: 'error' as const,
      };
  return { ...place, ...rest };
}
