import { ActivityTypes, TestAdapter, type Activity } from 'botbuilder';
import { buildBot } from '../../../src/build-bot';
import { QueueDesk } from '../../helpers/queue-desk';
import { OPENING, realDesk } from '../../helpers/real-desk';
import { createTestDatabase, silent, type TestDatabase } from '../../helpers/test-database';

let database: TestDatabase;
let adapter: TestAdapter;
let queue: QueueDesk;

beforeAll(async () => {
  database = await createTestDatabase();
  const { desk } = await realDesk();
  queue = new QueueDesk(database.db);
  const { bot } = buildBot({
    ...{ desk, db: database.db, clock: () => OPENING, logger: silent, handoff: queue.service },
    bot: { id: 'madoguchi', name: '窓口' },
  });
  adapter = new TestAdapter((context) => bot.run(context));
});
afterAll(() => database.drop());

async function says(text: string): Promise<Partial<Activity>[]> {
  adapter.activeQueue.length = 0;
  await adapter.receiveActivity({ type: ActivityTypes.Message, text });
  return adapter.activeQueue.splice(0);
}

describe('a channel of Azure', () => {
  it('is answered by the bot', async () => {
    const [answer] = await says('予約を取り消したい');
    expect(answer?.channelData).toMatchObject({ record: { entryIds: ['booking.cancel'] } });
  });

  it('hands over by Bot Framework’s event, because the queue here does not know its citizens', async () => {
    const [told, event, ...more] = await says('人と話したい');
    expect(told?.text).toContain('職員におつなぎします');
    expect(event).toMatchObject({
      type: 'event',
      name: 'handoff.initiate',
      value: { cause: 'asked', candidates: expect.any(Array) as unknown },
    });
    expect(more).toEqual([]);
    expect(await queue.service.list()).toEqual([]);
  });
});
