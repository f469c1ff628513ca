/** A desk for tests to kill: receives messages and answers them as fast as it can, and prints what it has acknowledged.
 *  Arguments: data directory, conversation id, prefix of the keys. */
import pino from 'pino';
import { openDatabase } from '../../src/storage/open-database';
import { ConversationStore } from '../../src/transcript/conversation-store';

async function write(): Promise<void> {
  const [dataDir = '', conversationId = '', prefix = ''] = process.argv.slice(2);
  const { db } = await openDatabase({ dataDir, logger: pino({ level: 'silent' }) });
  const store = new ConversationStore(db, 'komae', () => Date.parse('2021-06-04T10:00:00+09:00'));
  await store.open({ conversationId, channel: 'web', userId: 'citizen' });
  for (let n = 0; ; n++) {
    const { message } = await store.receive({
      conversationId,
      key: `${prefix}${n}`,
      activity: {},
      text: '質問',
    });
    console.log(JSON.stringify({ key: `${prefix}${n}`, seq: message.seq }));
    await store.takeTurn(conversationId, (turn) => {
      turn.outbox.push({ activity: {}, text: '回答', author: 'bot' });
      return Promise.resolve();
    });
  }
}

write().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
