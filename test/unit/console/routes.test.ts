import type { Me } from '../../../src/console/wire';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { realDesk } from '../../helpers/real-desk';
import { ConsoleDesk, type ConsoleClient } from './console-desk';

let database: TestDatabase;
let desk: ConsoleDesk;
let ann: ConsoleClient;
let bea: ConsoleClient;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await ConsoleDesk.open(database.db, (await realDesk()).desk);
  ann = await desk.staff('ann', { displayName: '安藤' });
  bea = await desk.staff('bea');
  await database.db.query(
    `insert into knowledge_release (city, number, hash, at, entries)
     values ('komae', 7, 'old', now(), '{"entries": [{"id": "venue.parking"}, {"id": "booking.change"}]}')`,
  );
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

const texts = async (conversationId: string): Promise<string[]> =>
  (await desk.store.since(conversationId, 0)).map(({ author, text }) => `${author}: ${text}`);

describe('me', () => {
  it('says who it is and what can be chosen, with prepared replies in the person’s own name', async () => {
    const me = await ann.get<Me>('me');

    expect(me).toMatchObject({
      operatorId: 'ann',
      displayName: '安藤',
      cityName: '狛江市',
      release: 1,
      demonstration: true,
    });
    expect(me.wrapUpCodes.length).toBeGreaterThan(3);
    expect(me.closeReasons.map(({ id }) => id)).toContain('resolved');
    expect(me.skillsKnown[0]).toEqual({ id: 'general', label: '一般' });
    expect(me.cannedReplies[0]?.text).toContain('狛江市の安藤です');
    expect(me.cannedReplies.filter(({ text }) => text.includes('{{'))).toEqual([]);
  });
});

describe('taking a citizen', () => {
  it('gives one of two consoles that claim at once the citizen, and tells the other so', async () => {
    await desk.waiting('race');
    const { rows } = await ann.get<{ rows: { handoffId: string; conversationId: string }[] }>('queue');
    const id = rows.find(({ conversationId }) => conversationId === 'race')?.handoffId;
    const answers = await Promise.all([ann, bea].map((one) => one.post(`handoffs/${id}/claim`)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)).toMatchObject({
      code: 'handoff.stale',
      message: 'この相談は、もうほかの職員が対応しています。',
    });
  });

  it('takes the head of the line with one call, and says when nobody waits', async () => {
    await desk.waiting('head');
    const taken = await ann.post<{ conversationId: string }>('next');

    expect(taken).toMatchObject({ status: 200, body: { conversationId: 'head' } });
    expect((await ann.post('next')).status).toBe(204);
    expect((await ann.conversation('head')).row).toMatchObject({
      state: 'active',
      operator: { id: 'ann', label: '安藤' },
    });
  });

  it('refuses one more than the capacity, in words', async () => {
    const full = await desk.staff('full', { capacity: 0 });
    await desk.waiting('over');

    expect(await full.post('next')).toMatchObject({ status: 409, code: 'handoff.full' });
  });

  it.each(['abc', '99999999999999999999999', '0', "1'--"])('knows no handoff %s', async (id) => {
    expect(await ann.post(`handoffs/${encodeURIComponent(id)}/claim`)).toMatchObject({
      status: 409,
      code: 'handoff.stale',
    });
  });
});

describe('saying something', () => {
  it('stores a message that a shaky network sends twice once', async () => {
    await desk.waiting('twice', '駐車場は？');
    const lease = await ann.take('twice');
    const said = { ...lease, key: 'k1', text: 'ございません。' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => ann.post<{ seq: number }>('conversations/twice/say', said)),
    );

    expect(new Set(answers.map(({ body }) => body.seq)).size).toBe(1);
    expect((await texts('twice')).filter((line) => line === 'operator: ございません。')).toHaveLength(1);
  });

  it('records the entries that were inserted, with their release, and no others', async () => {
    await desk.waiting('told');
    const lease = await ann.take('told');
    const say = (key: string, more: object) =>
      ann.post('conversations/told/say', { ...lease, key, text: 'はい', ...more });

    expect((await say('a', { entryIds: ['venue.parking'], release: 1 })).status).toBe(200);
    expect((await say('b', { entryIds: ['venue.parking', 'booking.change'], release: 7 })).status).toBe(200);
    expect((await say('e', { entryIds: ['emergency.life'], release: 7 })).status).toBe(200);
    expect(await say('c', { entryIds: ['venue.moon'], release: 1 })).toMatchObject({
      status: 409,
      code: 'entry.unknown',
    });
    expect(await say('d', { entryIds: ['venue.companion'], release: 7 })).toMatchObject({
      code: 'entry.unknown',
    });
    expect(await say('f', { entryIds: ['venue.parking'] })).toMatchObject({ code: 'entry.unknown' });
    const { messages } = await ann.conversation('told');
    expect(messages.filter(({ author }) => author === 'operator')).toMatchObject([
      { senderName: '安藤', entryIds: ['venue.parking'], release: 1 },
      { entryIds: ['venue.parking', 'booking.change'], release: 7 },
      { entryIds: ['emergency.life'] },
    ]);
    expect(messages.map(({ mark }) => mark).filter(Boolean)).toEqual(['person-begins']);
  });

  it('changes nothing with the token of somebody who had it before', async () => {
    await desk.waiting('stale');
    const old = await ann.take('stale');
    await ann.post(`handoffs/${old.handoffId}/requeue`, old);
    const now = await bea.take('stale');
    const say = (client: ConsoleClient, lease: object, key: string) =>
      client.post('conversations/stale/say', { ...lease, key, text: `${key}から` });

    expect(await say(ann, old, 'x')).toMatchObject({ status: 409, code: 'handoff.stale' });
    expect(await say(ann, now, 'y')).toMatchObject({ status: 409, code: 'handoff.stale' });
    expect((await say(bea, now, 'z')).status).toBe(200);
    expect((await texts('stale')).filter((line) => line.startsWith('operator'))).toEqual(['operator: zから']);
  });

  it('is for the conversation of the handoff only', async () => {
    await desk.waiting('mine');
    await desk.waiting('other');
    const lease = await ann.take('mine');

    expect(await ann.post('conversations/other/say', { ...lease, key: 'k', text: 'あ' })).toMatchObject({
      status: 404,
      code: 'handoff.unknown',
    });
  });

  it('masks what an operator types, and says so', async () => {
    await desk.waiting('masked');
    const lease = await ann.take('masked');
    const said = await ann.post('conversations/masked/say', {
      ...lease,
      key: 'k',
      text: '番号は123456789012ですね',
    });
    const noted = await ann.post('conversations/masked/notes', { key: 'n', text: '123456789012' });

    expect([said.body, noted.body]).toEqual([
      { seq: expect.any(Number) as number, masked: true },
      { masked: true },
    ]);
    expect(JSON.stringify(await ann.conversation('masked'))).not.toContain('123456789012');
  });

  it('keeps script as text, in messages, notes and names', async () => {
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const mallory = await desk.staff('mallory', { displayName: evil });
    await desk.waiting('script', evil);
    const lease = await mallory.take('script');
    await mallory.post('conversations/script/say', { ...lease, key: 'k', text: evil });
    await mallory.post('conversations/script/notes', { key: 'n', text: evil });
    const view = await ann.conversation('script');
    const { body: page } = await ann.call<string>('GET', 'conversations/script/transcript');

    expect(view.messages.filter(({ text }) => text === evil)).toHaveLength(2);
    expect(view.notes).toMatchObject([{ text: evil, by: { label: evil } }]);
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it.each([
    {
      what: '4,001 characters',
      text: 'あ'.repeat(4001),
      status: 413,
      code: 'text.too-long',
      words: '4,001文字',
    },
    {
      what: '20 MB',
      text: 'a'.repeat(20 * 1024 * 1024),
      status: 413,
      code: 'body.too-large',
      words: '文章を短くして',
    },
    {
      what: 'nothing but blanks',
      text: ' \n ',
      status: 400,
      code: 'text.empty',
      words: '文字が入っていません',
    },
  ])('refuses $what politely', async ({ text, status, code, words }) => {
    await desk.waiting(`size-${code}`);
    const lease = await ann.take(`size-${code}`);
    const answer = await ann.post(`conversations/size-${code}/say`, { ...lease, key: 'k', text });

    expect(answer).toMatchObject({ status, code });
    expect(answer.message).toContain(words);
  });

  it('takes 4,000 characters, emoji counted once', async () => {
    await desk.waiting('long');
    const lease = await ann.take('long');

    expect(
      (await ann.post('conversations/long/say', { ...lease, key: 'k', text: '😀'.repeat(4000) })).status,
    ).toBe(200);
  });

  it.each([{}, { key: 'k' }, { key: 'k', text: 1, handoffId: '1', assignment: 1 }, [], 'x'])(
    'refuses %j, which is no message',
    async (body) => {
      const answer = await ann.post('conversations/long/say', typeof body === 'string' ? '{"' : body);

      expect(answer.status).toBe(400);
      expect(answer.message).toMatch(/もう一度/);
    },
  );
});

describe('ending', () => {
  it('wants a code and a reason from the lists', async () => {
    await desk.waiting('end');
    const { handoffId, assignment } = await ann.take('end');
    const close = (body: object) => ann.post(`handoffs/${handoffId}/close`, { assignment, ...body });

    expect((await close({})).status).toBe(400);
    expect((await close({ code: 'made-up', reason: 'resolved' })).status).toBe(400);
    expect((await ann.post(`handoffs/${handoffId}/end`, { assignment })).status).toBe(204);
    expect((await close({ code: 'test', reason: 'resolved', note: '訓練でした' })).status).toBe(204);
    const view = await ann.conversation('end');
    expect(view.row).toBeUndefined();
    expect(view.notes).toMatchObject([{ text: '訓練でした', kind: 'note' }]);
    expect(view.messages.map(({ mark }) => mark).filter(Boolean)).toEqual(['person-begins', 'person-ends']);
  });

  it('hands on with a note that the next one reads', async () => {
    await desk.waiting('on');
    const { handoffId, assignment } = await ann.take('on');
    const transfer = (body: object) => ann.post(`handoffs/${handoffId}/transfer`, { assignment, ...body });

    expect(await transfer({ note: '' })).toMatchObject({ status: 400, code: 'transfer.refused' });
    expect(await transfer({ operatorId: 'ann', note: '' })).toMatchObject({ code: 'transfer.refused' });
    expect(await transfer({ operatorId: 'nobody', note: '' })).toMatchObject({
      code: 'operator.unavailable',
    });
    expect((await transfer({ operatorId: 'bea', note: '会場の件です' })).status).toBe(204);
    const view = await bea.conversation('on');
    expect(view.row).toMatchObject({
      state: 'offered',
      operator: { id: 'bea' },
      transferNote: '会場の件です',
    });
    expect(view.notes).toMatchObject([{ kind: 'transfer', text: '会場の件です' }]);
    const { assignment: offered } = view.row ?? { assignment: 0 };
    expect((await bea.post(`handoffs/${handoffId}/accept`, { assignment: offered })).status).toBe(204);
  });
});

describe('roles', () => {
  it.each([
    ['GET', 'queue'],
    ['POST', 'next'],
    ['POST', 'presence'],
    ['GET', 'conversations/race'],
    ['POST', 'conversations/race/say'],
    ['POST', 'conversations/race/reveal'],
    ['GET', 'conversations/race/transcript'],
    ['GET', 'suggestions?conversation=race'],
    ['POST', 'calls'],
    ['GET', 'brief'],
  ])('keep whoever only edits knowledge from %s %s', async (method, path) => {
    await desk.queue.operator('edi', { roles: ['knowledge-editor'] }).catch(() => undefined);
    const session = await editorSession();

    expect(await session.call(method, path, method === 'POST' ? {} : undefined)).toMatchObject({
      status: 403,
      code: 'role.missing',
    });
  });

  let editor: ConsoleClient | undefined;
  const editorSession = async (): Promise<ConsoleClient> => {
    if (editor) return editor;
    await database.db.query(`update operator set roles = '{operator}' where id = 'edi'`);
    editor = await desk.signIn('edi');
    await database.db.query(`update operator set roles = '{knowledge-editor}' where id = 'edi'`);
    return editor;
  };

  it('and a missing token of the page keep everything from changing', async () => {
    const forged = await desk.signIn('ann');
    forged.csrf = '';

    expect(await forged.post('next')).toMatchObject({ status: 403, code: 'csrf.missing' });
  });

  it('end with the session: the draft can be sent again after the next sign-in, once', async () => {
    await desk.waiting('draft');
    const lease = await ann.take('draft');
    const tab = await desk.signIn('ann');
    await desk.signOut(tab);
    const draft = { ...lease, key: 'draft', text: '書きかけでした' };

    expect(await tab.post('conversations/draft/say', draft)).toMatchObject({
      status: 401,
      code: 'session.ended',
    });
    const again = await desk.signIn('ann');
    expect((await again.post('conversations/draft/say', draft)).status).toBe(200);
    expect((await texts('draft')).filter((line) => line.includes('書きかけ'))).toHaveLength(1);
  });
});
