import { foldPhrasing } from '../knowledge/checks/fold-phrasing';
import type { Queryable } from '../storage/db';
import { openQuestions, type OpenQuestion } from './call-store';
import type { Unanswered } from './wire';

const DAY = 24 * 3600 * 1000;
const DAYS = 30;
const MOST_SHOWN = 200;

/** What no entry answered in the last 30 days, on any channel, most frequent first. `now`: milliseconds, the desk's clock. */
export async function unanswered(q: Queryable, city: string, now: number): Promise<Unanswered[]> {
  return countQuestions(await openQuestions(q, city, new Date(now - DAYS * DAY))).slice(0, MOST_SHOWN);
}

/** Questions that differ only in the way they are written are one, in the words of the newest. `questions`: newest first. */
export function countQuestions(questions: readonly OpenQuestion[]): Unanswered[] {
  const counted = new Map<string, Unanswered>();
  for (const { text, channel, at } of questions) {
    const key = `${channel} ${foldPhrasing(text)}`;
    const known = counted.get(key);
    const one = known ?? { text, channel, lastAt: at.toISOString(), count: 0 };
    counted.set(key, { ...one, count: one.count + 1 });
  }
  return [...counted.values()].sort((a, b) => b.count - a.count || b.lastAt.localeCompare(a.lastAt));
}
