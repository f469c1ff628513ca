import { ConversationStore } from '../../../src/transcript/conversation-store';
import { SealedOriginals } from '../../../src/transcript/sealed-originals';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

const NOW = Date.parse('2021-06-04T10:00+09:00');
const SECRET = 'a-secret-of-the-tests-that-is-long-enough';
/** No number of anybody: digits one after another. */
const WORDS = '090-1234-5678です。平日の午後にお願いします';
const MASKED = '〔電話番号〕です。平日の午後にお願いします';

let database: TestDatabase;
let originals: SealedOriginals;
let store: ConversationStore;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  originals = sealedWith(SECRET);
  store = new ConversationStore(database.db, 'komae', () => NOW, originals);
  await store.open({ conversationId: 'c1', channel: 'web', userId: 'citizen' });
});
afterEach(() => database.db.query('truncate conversation cascade'));
afterAll(() => database.drop());

function sealedWith(secret: string, city = 'komae', days?: number): SealedOriginals {
  return new SealedOriginals({ db: database.db, city, secret, ...(days !== undefined && { days }) });
}

async function leave(conversationId = 'c1', key = 'k1', text = WORDS): Promise<number> {
  const original = { text, kinds: ['phone'] };
  const { message } = await store.receive({ conversationId, key, activity: {}, text: MASKED, original });
  return message.seq;
}

async function rows(): Promise<{ seq: number; left: number }[]> {
  return database.db.query(
    `select seq, (extract(epoch from keep_until - clock_timestamp()) / 3600)::float8 as left from sealed_original order by seq`,
  );
}

async function age(hours: number): Promise<void> {
  await database.db.query(`update sealed_original set keep_until = keep_until - $1 * interval '1 hour'`, [
    hours,
  ]);
}

/** A wish for a call, as the queue stores it. */
async function wish(closed: boolean): Promise<void> {
  await database.db.query(
    `with h as (insert into handoff (city, conversation_id, channel, state, cause, enqueued_at, closed_at)
       values ('komae', 'c1', 'web', $1, 'asked', $2, $3) returning id)
     insert into handoff_event (handoff_id, n, city, state, actor, reason, at) select id, 1, 'komae', 'callback', 'citizen', 'asked', $2 from h`,
    [closed ? 'closed' : 'callback', new Date(NOW), closed ? new Date(NOW) : null],
  );
}

describe('what a citizen wrote before it was masked', () => {
  it('can be revealed word for word, and stands nowhere in the clear', async () => {
    const seq = await leave();
    expect(await originals.reveal('c1', seq)).toBe(WORDS);
    expect(await originals.sealedSeqs('c1')).toEqual(new Set([seq]));
    const [row] = await database.db.query<{ whole: string; message: string }>(
      `select encode(s.sealed, 'escape') as whole, m.text || m.activity::text as message
       from sealed_original s join message m using (conversation_id, seq)`,
    );
    expect(row?.whole).not.toContain('1234');
    expect(row?.message).not.toContain('1234');
  });

  it('is not there for a message in which nothing was masked', async () => {
    const { message } = await store.receive({
      conversationId: 'c1',
      key: 'k',
      activity: {},
      text: 'こんにちは',
    });
    expect(await originals.reveal('c1', message.seq)).toBeUndefined();
    expect(await originals.sealedSeqs('c1')).toEqual(new Set());
  });

  it('is kept once when the message is sent again', async () => {
    const first = await leave();
    expect(await leave()).toBe(first);
    expect(await rows()).toHaveLength(1);
  });

  it('is stored with its message or not at all', async () => {
    const failing = new ConversationStore(database.db, 'komae', () => NOW, {
      seal: () => Promise.reject(new Error('no')),
    });
    const original = { text: WORDS, kinds: ['phone'] };
    const sent = failing.receive({ conversationId: 'c1', key: 'k', activity: {}, text: MASKED, original });
    await expect(sent).rejects.toThrow('no');
    expect(await store.since('c1', 0)).toEqual([]);
  });

  it('is unreadable after a change of the secret, which is no error', async () => {
    const seq = await leave();
    expect(await sealedWith('another-secret-of-the-tests-long-enough').reveal('c1', seq)).toBeUndefined();
  });

  it('is unreadable in another place, in another city, and when a byte of it changed', async () => {
    const seq = await leave();
    const other = await leave('c1', 'k2', '別の言葉');
    await database.db.query(
      `update sealed_original a set sealed = b.sealed from sealed_original b where a.seq = $1 and b.seq = $2`,
      [other, seq],
    );
    expect(await originals.reveal('c1', other)).toBeUndefined();
    expect(await sealedWith(SECRET, 'elsewhere').reveal('c1', seq)).toBeUndefined();
    await database.db.query(
      `update sealed_original set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where seq = $1`,
      [seq],
    );
    expect(await originals.reveal('c1', seq)).toBeUndefined();
    await database.db.query(`update sealed_original set sealed = '\\x01'`);
    expect(await originals.reveal('c1', seq)).toBeUndefined();
  });

  it('goes with its conversation', async () => {
    await leave();
    await database.db.query('delete from message');
    expect(await rows()).toEqual([]);
  });
});

describe('the age of an original', () => {
  it('is seven days, or as many as the desk is told', async () => {
    await leave();
    expect((await rows())[0]?.left).toBeCloseTo(7 * 24, 1);
    store = new ConversationStore(database.db, 'komae', () => NOW, sealedWith(SECRET, 'komae', 2));
    await leave('c1', 'k2');
    expect((await rows())[1]?.left).toBeCloseTo(48, 1);
  });

  it('ends with the sweep, and before it for whoever asks', async () => {
    const seq = await leave();
    expect(await originals.sweep()).toBe(0);
    await age(7 * 24);
    expect(await originals.reveal('c1', seq)).toBeUndefined();
    expect(await originals.sealedSeqs('c1')).toEqual(new Set());
    expect(await originals.sweep()).toBe(1);
    expect(await rows()).toEqual([]);
  });

  it('is at least one more day while somebody must still call back', async () => {
    const seq = await leave();
    await wish(false);
    await age(7 * 24 - 1);
    expect(await originals.sweep()).toBe(0);
    expect((await rows())[0]?.left).toBeCloseTo(24, 1);
    expect(await originals.reveal('c1', seq)).toBe(WORDS);
  });

  it('does not grow any more once the wish is closed', async () => {
    await leave();
    await wish(true);
    await age(7 * 24 - 1);
    await originals.sweep();
    expect((await rows())[0]?.left).toBeCloseTo(1, 1);
  });

  it('of another city is left alone', async () => {
    await leave();
    await age(7 * 24);
    expect(await sealedWith(SECRET, 'elsewhere').sweep()).toBe(0);
  });
});
