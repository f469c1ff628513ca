import { answerTurn } from '../../../src/answering/answer-turn';
import { CHANNELS, type Channel } from '../../../src/conversation/channel';
import { EMPTY_MEMORY } from '../../../src/conversation/memory';
import { csvRows } from '../../helpers/csv';
import { OPENING, realDesk, type RealDesk } from '../../helpers/real-desk';

const ROWS = csvRows('data/shared-questions.csv').map(([question = '', entry = '']) => ({ question, entry }));

let real: RealDesk;

beforeAll(async () => {
  real = await realDesk();
});

/** The entry that answers on this channel; on the telephone perhaps after 「よろしいですか」「はい」. */
function entryOn(channel: Channel, text: string): string {
  const { decision } = answerTurn(real.desk, { text, channel, memory: EMPTY_MEMORY, now: OPENING });
  if (decision.kind === 'answer') return decision.answers.map(({ entryId }) => entryId).join('+');
  if (decision.kind === 'disambiguate' && decision.choices.length === 1)
    return decision.choices[0]?.entryId ?? '';
  return decision.kind;
}

describe('one question', () => {
  it.each(ROWS)('gets $entry on every channel: $question', ({ question, entry }) => {
    expect(Object.fromEntries(CHANNELS.map((channel) => [channel, entryOn(channel, question)]))).toEqual({
      web: entry,
      line: entry,
      voice: entry,
    });
  });

  it('is confirmed on the telephone more often than it is answered at once on a screen', () => {
    const kinds = (channel: Channel) =>
      ROWS.map(
        ({ question }) =>
          answerTurn(real.desk, { text: question, channel, memory: EMPTY_MEMORY, now: OPENING }).decision
            .kind,
      );
    const confirmed = kinds('voice').filter((kind) => kind === 'disambiguate').length;
    expect(confirmed).toBeGreaterThan(0);
    expect(confirmed).toBeLessThan(ROWS.length / 2);
    expect(kinds('web').filter((kind) => kind === 'disambiguate')).toEqual([]);
  });
});
