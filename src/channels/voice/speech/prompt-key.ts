import { createHash } from 'node:crypto';
import type { Pace, SpokenText } from '../ports';

/** The same key for whatever sounds the same: voice, words, readings that occur in them, and pace. */
export function promptKey(synthesiserId: string, { text, readings }: SpokenText, pace: Pace): string {
  const used = readings
    .filter(({ word }) => text.includes(word))
    .map(({ word, kana }) => [word, kana])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([synthesiserId, pace, text, used]))
    .digest('hex')
    .slice(0, 40);
}
