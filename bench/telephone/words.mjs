// A process of its own: prints as JSON what callers ask and what the desk says to it. The dictionary takes 300 MB, which would be the
// callers' otherwise.
import { parts } from './parts.mjs';

/** Questions of entries that are answered at once, in one breath: a longer pause than the desk waits for would be the end of the question. */
const ENTRIES = ['booking.how', 'booking.change', 'booking.cancel', 'venue.list', 'venue.dates', 'day.bring'];

const { realDesk, OPENING, spokenDesk, renderAnswer } = parts();
const { desk, tokenizer } = await realDesk();
const spoken = spokenDesk(desk, tokenizer);
const questions = ENTRIES.map((id) => {
  const entry = desk.pack.entries.find((one) => one.id === id);
  return { id, text: entry.question, answer: spoken.speaker(renderAnswer(desk.pack, entry, OPENING).speak) };
});
const { city } = desk.pack.catalog;
const say = (key) => spoken.prompt(key, { city });
process.stdout.write(
  JSON.stringify({
    questions,
    /** Said in place of an answer. */
    excuses: ['noMatch', 'noInput', 'filler', 'failed'].flatMap(say),
    /** Said before or after answers; the last of each list ends what the desk says at once. */
    around: ['greeting', 'demonstration', 'open', 'moreAnswer', 'afterAnswer'].map(say),
  }),
);
