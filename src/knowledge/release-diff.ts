import { createHash } from 'node:crypto';
import type { Contact } from './contact';
import type { Entry } from './entry';
import type { Hours } from './hours';
import type { Pack } from './pack';
import { cohortLines } from './cohort-answer';
import { dateWording, knownWording } from './spoken-forms';
import { venueAccess, venueSessions } from './venue-answer';

/** One thing that staff must know differently. */
export interface KnowledgeChange {
  /** Names the thing and what became of it: the same change has the same id in every comparison. */
  readonly id: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** In Japanese, for staff. */
  readonly title: string;
  readonly before?: string;
  readonly after?: string;
}

/** Milliseconds. */
const LONG_AGO = 0;

/** A thing as staff know it: its name, and what is told about it. */
interface Told {
  readonly title: string;
  readonly text: string;
}

const DAYS: Readonly<Record<Hours['blocks'][number]['days'][number], string>> = {
  sun: '日',
  mon: '月',
  tue: '火',
  wed: '水',
  thu: '木',
  fri: '金',
  sat: '土',
};

/**
 * What changed for staff between two releases: answers, venues, schedule, contacts and hours. What citizens may say (phrasings) is no
 * change to learn. Texts are written as before their time has come, so that nothing changes by the clock alone.
 */
export function releaseDiff(before: Pack, after: Pack): KnowledgeChange[] {
  const old = toldIn(before);
  const young = toldIn(after);
  const keys = [...new Set([...young.keys(), ...old.keys()])];
  return keys.flatMap((key) => changeOf(key, old.get(key), young.get(key)) ?? []);
}

function changeOf(key: string, before: Told | undefined, after: Told | undefined): KnowledgeChange | undefined {
  const id = `${key}@${fingerprint(before, after)}`;
  if (before === undefined || after === undefined) return cameOrWent(id, before, after);
  if (before.text === after.text && before.title === after.title) return undefined;
  return { id, kind: 'changed', title: after.title, before: before.text, after: after.text };
}

function cameOrWent(id: string, before: Told | undefined, after: Told | undefined): KnowledgeChange | undefined {
  if (after !== undefined) return { id, kind: 'added', title: after.title, after: after.text };
  return before && { id, kind: 'removed', title: before.title, before: before.text };
}

function toldIn(pack: Pack): Map<string, Told> {
  const { entries, venues, cohorts, contacts, hours } = pack;
  return new Map<string, Told>([
    ...entries.map((entry) => [`entry:${entry.id}`, entryTold(entry)] as const),
    ...venues.map(
      (venue) =>
        [
          `venue:${venue.id}`,
          { title: `会場: ${venue.name}`, text: `${venueAccess(venue).text}\n${venueSessions(venue, LONG_AGO).text}` },
        ] as const,
    ),
    ...cohorts.map(
      (cohort) =>
        [
          `cohort:${cohort.id}`,
          { title: `予定: ${cohort.label}`, text: cohortLines([cohort], LONG_AGO, ['ticket', 'booking']).text },
        ] as const,
    ),
    ...contacts.map((contact) => [`contact:${contact.id}`, contactTold(contact)] as const),
    ['hours', { title: '職員が応対する時間', text: hoursTold(hours) }],
  ]);
}

/** With the placeholders as they stand: a record that changed is one change, not one in every answer that shows it. */
function entryTold({ question, answer, changes = [] }: Entry): Told {
  const later = changes.map(({ from, answer: then }) => `${dateWording(from.slice(0, 10)).text}から:\n${then.trim()}`);
  return { title: question, text: [answer.trim(), ...later].join('\n') };
}

function contactTold({ name, phone, fax, hours }: Contact): Told {
  const lines = [
    `電話 ${knownWording(phone).text}`,
    ...(fax === undefined ? [] : [`ファクス ${knownWording(fax).text}`]),
    `受付 ${knownWording(hours).text}`,
  ];
  return { title: `問い合わせ先: ${name}`, text: lines.join('\n') };
}

function hoursTold({ blocks, holidays, closures }: Hours): string {
  const lines = blocks.map(({ days, from, to }) => `${days.map((day) => DAYS[day]).join('・')} ${from}〜${to}`);
  const off = closures.map(({ date, reason }) => `休み ${dateWording(date).text} ${reason}`);
  return [...lines, `祝日 ${holidays === 'closed' ? '休み' : '開く'}`, ...off].join('\n');
}

function fingerprint(before?: Told, after?: Told): string {
  return createHash('sha256').update(JSON.stringify([before ?? null, after ?? null])).digest('hex').slice(0, 12);
}
