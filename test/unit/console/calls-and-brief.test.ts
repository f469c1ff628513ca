import { briefStatus } from '../../../src/console/brief-store';
import { countQuestions } from '../../../src/console/unanswered';
import type { Brief, Unanswered } from '../../../src/console/wire';
import type { Desk } from '../../../src/answering/desk';
import type { Pack } from '../../../src/knowledge/pack';
import { publishRelease } from '../../../src/knowledge/release-store';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { ConsoleDesk, type ConsoleClient } from './console-desk';
import { smallDesk } from './small-desk';

let database: TestDatabase;
let small: Desk;
let desk: ConsoleDesk;
let ann: ConsoleClient;

beforeAll(async () => {
  database = await createTestDatabase();
  small = { ...(await smallDesk()) };
  // As a new release takes effect: the desk is asked anew each time.
  desk = await ConsoleDesk.open(
    database.db,
    new Proxy(small, { get: (_, key) => Reflect.get(small, key) as unknown }),
  );
  ann = await desk.staff('ann');
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

describe('the telephone desk', () => {
  const call = (more: object) =>
    ann.post('calls', { key: 'c1', text: '駐車場はありますか', release: 1, ...more });

  it('keeps one record of a call, however often it is sent', async () => {
    for (let n = 0; n < 3; n += 1) expect((await call({ entryId: 'venue.one' })).status).toBe(204);

    expect(await database.db.query('select text, entry_id, release, operator_id from call_record')).toEqual([
      { text: '駐車場はありますか', entry_id: 'venue.one', release: 1, operator_id: 'ann' },
    ]);
  });

  it('records no answer that the city never gave', async () => {
    expect(await call({ key: 'c2', entryId: 'venue.moon' })).toMatchObject({
      status: 409,
      code: 'entry.unknown',
    });
    expect(await call({ key: 'c3', text: ' ' })).toMatchObject({ code: 'text.empty' });
    expect(await call({ key: 'c4', text: 'あ'.repeat(4001) })).toMatchObject({ code: 'text.too-long' });
  });

  it('lists what nothing answered with what the chat could not answer, each with its channel and count', async () => {
    await call({ key: 'u1', text: 'ワクチンの色は？' });
    desk.queue.now += 1000;
    await call({ key: 'u2', text: 'ワクチンの色は' });
    await call({ key: 'u3', text: '番号は123456789012です' });
    await desk.store.open({ conversationId: 'chat', channel: 'web', userId: 'x' });
    await desk.citizenSays('chat', '犬も打てますか');
    await desk.store.takeTurn('chat', (turn) => {
      const record = { decision: 'fallback', entryIds: [], release: 1, confidence: 0.1, reason: '' } as const;
      turn.outbox.push({
        activity: { type: 'message', replyToId: turn.inbound.id },
        text: '…',
        author: 'bot',
        record,
      });
      return Promise.resolve();
    });
    await desk.store.open({ conversationId: 'failed', channel: 'line', userId: 'y' });
    await desk.queue.enqueue('failed', { channel: 'line', cause: 'two-failures', lastText: 'さっきの話' });
    const listed = await ann.get<Unanswered[]>('unanswered');

    expect(listed.map(({ text, channel, count }) => [text, channel, count])).toEqual(
      expect.arrayContaining([
        ['ワクチンの色は', 'call', 2],
        ['番号は［番号］です', 'call', 1],
        ['犬も打てますか', 'web', 1],
        ['さっきの話', 'line', 1],
      ]),
    );
    expect(listed[0]?.count).toBe(2);
    expect(listed.some(({ text }) => text.includes('駐車場'))).toBe(false);
  });

  it('counts questions that differ only in writing as one, in the newest words', () => {
    const at = (minute: number) => new Date(Date.UTC(2021, 5, 4, 1, minute));
    const questions = [
      { text: '色は？', channel: 'call', at: at(3) },
      { text: ' 色は', channel: 'call', at: at(2) },
      { text: '色は', channel: 'web', at: at(1) },
    ] as const;

    expect(countQuestions(questions)).toEqual([
      { text: '色は？', channel: 'call', count: 2, lastAt: at(3).toISOString() },
      { text: '色は', channel: 'web', count: 1, lastAt: at(1).toISOString() },
    ]);
  });

  it('leaves out what is older than thirty days', async () => {
    desk.queue.now += 31 * 24 * 3600 * 1000;
    expect(await ann.get<Unanswered[]>('unanswered')).toEqual([]);
    desk.queue.now -= 31 * 24 * 3600 * 1000;
  });
});

describe('the shift brief', () => {
  const publish = async (change: (pack: Pack) => Pack): Promise<void> => {
    const pack = change(small.pack);
    const { number } = await publishRelease(database.db, pack, desk.queue.now);
    Object.assign(small, { pack, release: number });
  };
  const answerOf = (id: string, answer: string) => (pack: Pack) => ({
    ...pack,
    entries: pack.entries.map((entry) => (entry.id === id ? { ...entry, answer } : entry)),
  });
  const status = async (id: string) =>
    (await briefStatus(database.db, 'komae')).find(({ operatorId }) => operatorId === id);

  it('has nothing for a newcomer, who begins with the knowledge in force', async () => {
    await publish((pack) => pack);
    expect(await status('ann')).toMatchObject({ upToDate: false, release: 1 });
    expect(await ann.get<Brief>('brief')).toEqual({ release: 1, changes: [] });
    expect(await status('ann')).toMatchObject({ seenRelease: 1, upToDate: true });
  });

  it('shows what changed since, and moves on when everything is ticked off', async () => {
    await publish(answerOf('venue.one', '新しい答えです。'));
    await publish((pack) => ({ ...pack, hours: { ...pack.hours, holidays: 'open' } }));
    const brief = await ann.get<Brief>('brief');

    expect(brief).toMatchObject({ release: 3, seenRelease: 1 });
    expect(brief.changes.map(({ title, kind, ticked }) => [title, kind, ticked])).toEqual([
      ['venue.oneの質問ですか。', 'changed', false],
      ['職員が応対する時間', 'changed', false],
    ]);
    expect(brief.changes[0]).toMatchObject({ after: '新しい答えです。' });
    const [first, second] = brief.changes.map(({ id }) => id);
    expect((await ann.post('brief/tick', { id: first })).status).toBe(204);
    expect((await ann.get<Brief>('brief')).changes.map(({ ticked }) => ticked)).toEqual([true, false]);
    expect(await status('ann')).toMatchObject({ seenRelease: 1, upToDate: false });
    expect((await ann.post('brief/tick', { id: second })).status).toBe(204);
    expect(await ann.get<Brief>('brief')).toEqual({ release: 3, seenRelease: 3, changes: [] });
    expect(await status('ann')).toMatchObject({ upToDate: true });
  });

  it('keeps a tick when another release comes meanwhile, but not for a change that changed again', async () => {
    await publish(answerOf('venue.one', '第一報です。'));
    await publish(answerOf('venue.two', 'ほかの答えです。'));
    const [one] = (await ann.get<Brief>('brief')).changes;
    await ann.post('brief/tick', { id: one?.id });
    await publish((pack) => ({ ...pack, hours: { ...pack.hours, holidays: 'closed' } }));
    const kept = (await ann.get<Brief>('brief')).changes;
    await publish(answerOf('venue.one', '第二報です。'));
    const again = (await ann.get<Brief>('brief')).changes;

    expect(kept.map(({ ticked }) => ticked)).toEqual([true, false, false]);
    expect(again.find(({ title }) => title.startsWith('venue.one'))).toMatchObject({
      after: '第二報です。',
      ticked: false,
    });
  });

  it('refuses a change that is not in it, and forgives one that was ticked in another window', async () => {
    const [change] = (await ann.get<Brief>('brief')).changes;
    expect((await ann.post('brief/tick', { id: change?.id })).status).toBe(204);
    expect((await ann.post('brief/tick', { id: change?.id })).status).toBe(204);
    expect(await ann.post('brief/tick', { id: 'entry:none@0' })).toMatchObject({
      status: 404,
      code: 'change.unknown',
    });
  });

  it('is each operator’s own', async () => {
    const bea = await desk.staff('bea');
    expect((await bea.get<Brief>('brief')).changes).toEqual([]);
    expect((await ann.get<Brief>('brief')).changes.length).toBeGreaterThan(0);
  });
});
