import type { Suggestions } from '../../../src/console/wire';
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
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

describe('revealing', () => {
  const phone = '03-0000-0000';

  it('shows the leading operator what was hidden, and writes down that it did, but not what', async () => {
    await desk.waiting('hidden');
    const seq = await desk.citizenSays('hidden', '電話は［電話番号］です', `電話は${phone}です`);
    await ann.take('hidden');
    const { messages } = await ann.conversation('hidden');
    const answer = await ann.post('conversations/hidden/reveal', { seq });

    expect(messages.map((line) => [line.seq, line.sealed])).toContainEqual([seq, true]);
    expect(answer).toMatchObject({ status: 200, body: { text: `電話は${phone}です` } });
    const [event] = await desk.parts.audit.list({ limit: 1 });
    expect(event).toMatchObject({
      actor: 'operator:ann',
      act: 'reveal',
      subject: 'conversation:hidden',
      details: { seq, kinds: ['phone'], leading: true },
    });
    expect(JSON.stringify(event)).not.toContain(phone);
  });

  it('is refused to others, but for supervisors', async () => {
    const chief = await desk.staff('chief', { roles: ['supervisor'] });
    const seq = (await desk.store.since('hidden', 0)).find(({ text }) => text.includes('電話番号'))?.seq;

    expect(await bea.post('conversations/hidden/reveal', { seq })).toMatchObject({
      status: 403,
      code: 'reveal.refused',
    });
    expect((await chief.post('conversations/hidden/reveal', { seq })).status).toBe(200);
  });

  it('finds nothing when the original is deleted or never was', async () => {
    await database.db.query('delete from sealed_original');

    expect(await ann.post('conversations/hidden/reveal', { seq: 1 })).toMatchObject({
      status: 404,
      code: 'original.gone',
    });
    expect((await ann.conversation('hidden')).messages.some(({ sealed }) => sealed)).toBe(false);
  });
});

describe('the transcript to print', () => {
  it('is a page without script, with everything that was told and from which knowledge, and is written down', async () => {
    await desk.waiting('told');
    const lease = await ann.take('told');
    const told = { entryIds: ['venue.parking'], release: 1 };
    await ann.post('conversations/told/say', { ...lease, key: 'k', text: 'ございません。', ...told });
    const { status, body } = await bea.call<string>('GET', 'conversations/told/transcript');

    expect(status).toBe(200);
    for (const part of ['安藤', '職員の応対 ここから', 'venue.parking（第1版）', '受付番号 told'])
      expect(body).toContain(part);
    expect(body).not.toContain('<script');
    const [event] = await desk.parts.audit.list({ limit: 1 });
    expect(event).toMatchObject({
      actor: 'operator:bea',
      act: 'transcript-printed',
      subject: 'conversation:told',
    });
  });
});

describe('answers for staff', () => {
  it('are the desk’s own for the citizen’s last words', async () => {
    await desk.waiting('asks', 'こんにちは', '会場に車で行きたいのですが停められますか');
    const found = await ann.get<Suggestions>('suggestions?conversation=asks');

    expect(found.query).toBe('会場に車で行きたいのですが停められますか');
    expect(found.suggestions[0]).toMatchObject({ entryId: 'venue.parking', release: 1 });
    expect((await ann.call('GET', 'suggestions?conversation=nowhere')).status).toBe(404);
  });

  it('come at once for what is typed', async () => {
    await ann.get<Suggestions>(`search?q=${encodeURIComponent('予約')}`);
    const begin = performance.now();
    const found = await ann.get<Suggestions>(`search?q=${encodeURIComponent('駐車')}`);

    expect(performance.now() - begin).toBeLessThan(2000); // on a busy test machine
    expect(found.suggestions.map(({ entryId }) => entryId)).toContain('venue.parking');
    expect((await ann.get<Suggestions>('search')).suggestions).toEqual([]);
  });

  it('can be had one by one', async () => {
    expect(await ann.call('GET', 'entries/venue.parking')).toMatchObject({
      status: 200,
      body: { entryId: 'venue.parking' },
    });
    expect(await ann.call('GET', 'entries/venue.moon')).toMatchObject({ status: 409, code: 'entry.unknown' });
  });
});
