import type { EndReason } from '../../../src/channels/voice/dialogue/dialogue-state';
import type { FigureId } from '../../../src/statistics/figure-definitions';
import { Statistics } from '../../../src/statistics/statistics';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { History, TEN } from './history';

const HOUR = 3600_000;
const DAY = { from: TEN - 10 * HOUR, to: TEN + 14 * HOUR };

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

async function figures(city: string): Promise<Partial<Record<FigureId, number | null>>> {
  const { figures: found } = await new Statistics(test.db, city).period(DAY, Date.now());
  return Object.fromEntries(found.map(({ id, value }) => [id, value]));
}

describe('calls to the desk’s own voice', () => {
  it('end in one of five ways, or go on', async () => {
    const history = new History(test.db, 'voice-calls');
    const ends = [
      ...['answered', 'answered', 'answered', 'emergency', 'person', 'person', 'callback', 'message'],
      ...['message', 'caller-hung-up', 'silent', 'failed', 'lost'],
    ];
    for (const [n, end] of ends.entries()) await history.voiceCall(n, end);
    await history.voiceCall(60);
    await history.voiceCall(-24 * 3600, 'answered'); // the day before
    expect(await figures('voice-calls')).toMatchObject({
      'voice-calls': 14,
      'voice-calls.answered': 4,
      'voice-calls.person': 2,
      'voice-calls.wishes': 3,
      'voice-calls.unhelped': 2,
      'voice-calls.failed': 2,
    });
  });

  it('have every end that a call can have in one of the five', async () => {
    const history = new History(test.db, 'voice-ends');
    const ends: Record<EndReason | 'lost', true> = {
      ...{ answered: true, person: true, callback: true, message: true, emergency: true },
      ...{ 'caller-hung-up': true, silent: true, failed: true, lost: true },
    };
    for (const end of Object.keys(ends)) await history.voiceCall(0, end);
    const found = Object.entries(await figures('voice-ends'));
    const five = found.filter(([id]) => id.startsWith('voice-calls.')).map(([, count]) => count ?? 0);
    expect(five.reduce((sum, count) => sum + count, 0)).toBe(9);
  });

  it('are contained as conversations of other channels are', async () => {
    const history = new History(test.db, 'voice-contained');
    const talk = async (channel: 'web' | 'voice'): Promise<string> => {
      const id = await history.conversation(channel);
      await history.line(id, 0);
      return id;
    };
    for (let n = 0; n < 3; n++) await talk('voice');
    await history.wait({ conversation: await talk('voice'), since: 10, state: 'abandoned', until: 20 });
    await history.wait({ conversation: await talk('web'), since: 10, state: 'closed', until: 20 });
    await history.conversation('voice'); // hung up without a word
    expect(await figures('voice-contained')).toMatchObject({ containment: 60, 'containment.voice': 75 });
  });
});
