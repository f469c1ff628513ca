import type { Author } from '../../../src/conversation/message';
import { botStateStore } from '../../../src/transcript/bot-state-store';
import { ConversationStore } from '../../../src/transcript/conversation-store';
import type { Turn } from '../../../src/transcript/turn';
import { turnScope } from '../../../src/transcript/turn-scope';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { thrownBy } from '../../helpers/thrown-by';
import { waitUntil } from '../../helpers/wait-until';

const TEN = Date.parse('2021-06-04T10:00:00+09:00');

describe('the conversation store', () => {
  let database: TestDatabase;
  let store: ConversationStore;
  let now: number;
  let conversationId: string;
  let count = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    store = new ConversationStore(database.db, 'komae', () => now);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    now = TEN;
    conversationId = `c${++count}`;
    await store.open({ conversationId, channel: 'web', userId: 'u1' });
  });

  const receive = (key: string, text = key) =>
    store.receive({ conversationId, key, text, activity: { type: 'message', text } });
  const say = (turn: Turn, text: string, author: Author = 'bot'): void =>
    void turn.outbox.push({ activity: { type: 'message', text }, text, author });
  const answer = (text: string) => store.takeTurn(conversationId, (turn) => Promise.resolve(say(turn, text)));
  const lines = async () =>
    (await store.since(conversationId, 0)).map(({ seq, author, text }) => `${seq} ${author} ${text}`);

  it('opens a conversation once', async () => {
    const again = await store.open({ conversationId, channel: 'line', userId: 'other' });
    expect(again).toEqual({
      created: false,
      conversation: { id: conversationId, channel: 'web', userId: 'u1', owner: 'bot', lastSeq: 0 },
    });
  });

  it('does not know conversations of another city', async () => {
    const other = new ConversationStore(database.db, 'inagi', () => now);
    expect(await other.find(conversationId)).toBeUndefined();
    await expect(other.receive({ conversationId, key: 'k', text: '', activity: {} })).rejects.toMatchObject({
      code: 'conversation.unknown',
    });
    await expect(other.open({ conversationId, channel: 'web', userId: 'u1' })).rejects.toMatchObject({
      code: 'conversation.unknown',
    });
    expect(await other.since(conversationId, 0)).toEqual([]);
  });

  it('gives the same message for the same key', async () => {
    const first = await receive('k1', '会場はどこですか');
    const again = await receive('k1', '会場はどこですか');
    expect(first.duplicate).toBe(false);
    expect(again).toEqual({ message: first.message, duplicate: true });
    expect(first.message).toEqual({
      conversationId,
      seq: 1,
      id: `${conversationId}|0000001`,
      author: 'citizen',
      at: '2021-06-04T01:00:00.000Z',
      text: '会場はどこですか',
      activity: { type: 'message', text: '会場はどこですか' },
    });
  });

  it('tells long keys apart, and keeps the channel’s own id', async () => {
    const long = 'k'.repeat(5000);
    const { message } = await store.receive({
      conversationId,
      key: `${long}1`,
      text: '',
      activity: { id: 'line-1' },
    });
    expect(message.id).toBe('line-1');
    expect((await receive(`${long}1`)).duplicate).toBe(true);
    expect((await receive(`${long}2`)).message.seq).toBe(2);
  });

  it('takes what PostgreSQL does not: NUL and half surrogate pairs', async () => {
    const { message } = await receive('k1', '\0会\ud83d');
    expect(message).toMatchObject({ text: '会\ufffd', activity: { text: '会\ufffd' } });
  });

  it('appends the replies of a turn in order, with their record, and is then done', async () => {
    await receive('k1', '質問');
    const record = {
      decision: 'answer',
      entryIds: ['venue.access'],
      release: 1,
      confidence: 0.93,
      reason: 'clear',
    } as const;
    const took = await store.takeTurn(conversationId, async (turn) => {
      expect(turn).toMatchObject({
        attempt: 1,
        inbound: { seq: 1, text: '質問' },
        conversation: { owner: 'bot' },
      });
      turn.outbox.push({ activity: {}, text: '回答', author: 'bot', record });
      say(turn, '続き');
      await turn.q.query('select 1');
    });
    expect(took).toBe(true);
    expect(await lines()).toEqual(['1 citizen 質問', '2 bot 回答', '3 bot 続き']);
    expect((await store.since(conversationId, 1))[0]?.record).toEqual(record);
    expect(await answer('二度目')).toBe(false);
  });

  it('keeps times strictly increasing when the clock stands, and when it goes back', async () => {
    await receive('k1');
    await store.takeTurn(conversationId, (turn) =>
      Promise.resolve([1, 2, 3].forEach((n) => say(turn, String(n)))),
    );
    now -= 3_600_000;
    await receive('k2');
    const times = (await store.since(conversationId, 0)).map(({ at }) => Date.parse(at) - TEN);
    expect(times).toEqual([0, 1, 2, 3, 4]);
  });

  it('shows no invisible message, but answers it', async () => {
    await store.receive({
      conversationId,
      key: 'open',
      text: '',
      activity: { type: 'conversationUpdate' },
      visible: false,
    });
    expect(await answer('ようこそ')).toBe(true);
    expect(await lines()).toEqual(['2 bot ようこそ']);
  });

  it('tells of a citizen’s words to a person once: the bot’s turn, in which it is silent, wakes nobody', async () => {
    const told: string[] = [];
    const notify = (_channel: string, id: string) => Promise.resolve(void told.push(id));
    const telling = new ConversationStore({ ...database.db, notify }, 'komae', () => now);
    const turn = async (key: string, words: readonly string[]) => {
      await receive(key);
      await telling.takeTurn(conversationId, (one) =>
        Promise.resolve(words.forEach((text) => say(one, text, 'system'))),
      );
      return told.splice(0).length;
    };
    expect(await turn('to the bot', [])).toBe(1);
    await telling.moveOwner(database.db, conversationId, ['bot'], 'operator:sato');
    expect(await turn('to a person', [])).toBe(0);
    expect(await turn('in danger', ['119番へ'])).toBe(1);
  });

  it('answers many who look at the same moment, each from the number that they have, whatever that is', async () => {
    for (const key of ['一', '二', '三']) await receive(key);
    const asked = [0, 2, 3, 1.5, NaN, -1, Infinity, 2 ** 40, Number.MAX_VALUE];
    const found = await Promise.all([
      ...asked.map((seq) => store.since(conversationId, seq)),
      store.since('nobody\0', 0),
    ]);
    expect(found.map((messages) => messages.map(({ text }) => text).join(''))).toEqual([
      '一二三',
      '三',
      '',
      '二三',
      '一二三',
      '一二三',
      '',
      '',
      '',
      '',
    ]);
  });

  it('stores nothing of a turn that fails, and counts the attempt', async () => {
    await receive('k1');
    const failing = store.takeTurn(conversationId, async (turn) => {
      say(turn, '消える');
      await turn.setOwner('queue');
      await turn.q.query('select 1 / 0');
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await lines()).toEqual(['1 citizen k1']);
    expect((await store.find(conversationId))?.owner).toBe('bot');
    await store.takeTurn(conversationId, (turn) => Promise.resolve(say(turn, `試み${turn.attempt}`)));
    expect(await lines()).toEqual(['1 citizen k1', '2 bot 試み2']);
  });

  it('lets the bot speak in the turn that hands over, and no more until it has the word again', async () => {
    const turnWith = (text: string, owner?: 'queue' | 'bot', author?: Author) =>
      store.takeTurn(conversationId, async (turn) => {
        const before = turn.conversation.owner;
        if (owner !== undefined) await turn.setOwner(owner);
        say(turn, text, author);
        expect(turn.conversation.owner).toBe(owner ?? before);
      });
    await receive('1');
    await turnWith('担当者におつなぎします', 'queue');
    await receive('2');
    await turnWith('割り込み');
    await receive('3');
    await turnWith('受け付けました', undefined, 'system');
    await receive('4');
    await turnWith('戻りました', 'bot');
    expect(await lines()).toEqual([
      '1 citizen 1',
      '2 bot 担当者におつなぎします',
      '3 citizen 2',
      '4 citizen 3',
      '5 system 受け付けました',
      '6 citizen 4',
      '7 bot 戻りました',
    ]);
  });

  it('finds what waits for a turn by the age of the message', async () => {
    await receive('k1');
    expect(await store.pending(0)).toContain(conversationId);
    expect(await store.pending(60_000)).not.toContain(conversationId);
    await answer('回答');
    expect(await store.pending(0)).not.toContain(conversationId);
  });

  it('wakes other nodes after a message and after a turn', async () => {
    const woken: string[] = [];
    await database.open().listen('conversation', (id) => woken.push(id));
    await receive('k1');
    await waitUntil('woken by the message', () => woken.length === 1);
    await answer('回答');
    await waitUntil('woken by the reply', () => woken.length === 2);
    expect(woken).toEqual([conversationId, conversationId]);
  });

  describe('the bot’s memory', () => {
    const key = 'web/conversations/c1';

    it('commits with the turn, or not at all', async () => {
      const memory = botStateStore(database.db, 'komae');
      const remember = (failures: number, fail: boolean) =>
        store.takeTurn(conversationId, (turn) =>
          turnScope.run(turn, async () => {
            await memory.write({ [key]: { failures, text: '\0' } });
            expect(await memory.read([key])).toEqual({ [key]: { failures, text: '' } });
            if (fail) await turn.q.query('select 1 / 0');
          }),
        );
      await receive('k1');
      await remember(1, false);
      await receive('k2');
      await expect(remember(2, true)).rejects.toThrow('division');
      expect(await memory.read([key, 'unknown'])).toEqual({ [key]: { failures: 1, text: '' } });
      expect(await botStateStore(database.db, 'inagi').read([key])).toEqual({});
      await memory.delete([key]);
      await memory.write({});
      expect(await memory.read([key])).toEqual({});
    });
  });

  it('has no turn outside a turn', () => {
    expect(turnScope.find()).toBeUndefined();
    expect(thrownBy(() => turnScope.current())).toMatchObject({ code: 'turn.missing' });
  });
});
