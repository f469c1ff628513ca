import type { Entry } from './entry';
import type { Pack } from './pack';
import { fillPlaceholders, makeResolver } from './placeholders';
import type { Wording } from './texts';

/** The answer of an entry at this time, for the screen and for the telephone, with all records filled in. */
export function renderAnswer(pack: Pack, entry: Entry, now: number): Wording {
  const { answer, speak } = answerInForce(entry, now);
  const resolve = makeResolver(pack, now);
  return {
    text: fillPlaceholders(answer, 'text', resolve).trim(),
    speak: joinLines(fillPlaceholders(speak, 'speak', resolve)),
  };
}

/** The wording that holds now: the latest change whose time has come, else the base answer. */
function answerInForce(entry: Entry, now: number): Pick<Entry, 'answer' | 'speak'> {
  return entry.changes?.findLast(({ from }) => Date.parse(from) <= now) ?? entry;
}

/** Line ends mean nothing aloud. */
function joinLines(speak: string): string {
  return speak.replace(/\s*\n\s*/g, '').trim();
}
