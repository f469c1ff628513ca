import { TypingThrottle } from '../../../src/channels/web/typing-throttle';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';
import { WebClient } from '../../helpers/web-client';
import { startWebDesk, type WebDeskOptions } from './web-desk';

type Told = Readonly<Record<string, unknown>>;
type Places = Map<string, { position: number; waitBand: string | null }>;

let database: TestDatabase;
let desk: Awaited<ReturnType<typeof startWebDesk>>;
let citizen: WebClient;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
afterEach(async () => {
  citizen.close();
  await desk.stop();
});

/** A started conversation with an open socket. */
async function chat(directLine: NonNullable<WebDeskOptions['directLine']> = {}): Promise<WebClient> {
  desk = await startWebDesk(database.open(), { directLine });
  citizen = await new WebClient(desk.origin).start();
  await citizen.listen();
  await waitUntil('greeting', () => citizen.texts().includes('ご質問をどうぞ。'));
  return citizen;
}

function ofType(type: string): Told[] {
  return (citizen.received as unknown as Told[]).filter((activity) => activity['type'] === type);
}

const places = (): unknown[] => ofType('event').map(({ value }) => value);

describe('the place in the queue', () => {
  it('is told when it changes and when the waiting is over, on the stream only', async () => {
    let waiting: Places = new Map();
    let looks = 0;
    await chat({
      places: () => {
        looks += 1;
        return Promise.resolve(waiting);
      },
      placesEveryMs: 20,
    });
    const { conversationId } = citizen.grant;
    const before = citizen.watermark;
    waiting = new Map([[conversationId, { position: 2, waitBand: '3–5分' }]]);
    await waitUntil('first place', () => places().length === 1);
    const then = looks;
    await waitUntil('more looks', () => looks > then + 3);
    waiting = new Map([[conversationId, { position: 1, waitBand: '1–3分' }]]);
    await waitUntil('second place', () => places().length === 2);
    waiting = new Map();
    await waitUntil('end', () => places().length === 3);
    expect(places()).toEqual([
      { position: 2, waitBand: '3–5分' },
      { position: 1, waitBand: '1–3分' },
      { position: null, waitBand: null },
    ]);
    expect(ofType('event')[0]).toMatchObject({ name: 'madoguchi/queue', from: { role: 'bot' } });
    expect(citizen.watermark).toBe(before);
    expect((await citizen.history()).activities.filter(({ type }) => type === 'event')).toEqual([]);
  });

  it('is told anew to a page that connects anew', async () => {
    const waiting: Places = new Map();
    await chat({ places: () => Promise.resolve(waiting), placesEveryMs: 20 });
    waiting.set(citizen.grant.conversationId, { position: 1, waitBand: null });
    await waitUntil('place', () => places().length === 1);
    citizen.close();
    await citizen.resume();
    await citizen.listen();
    await waitUntil('place again', () => places().length === 2);
    expect(places()[1]).toEqual({ position: 1, waitBand: null });
  });

  it('is asked for all open conversations at once, and again after a failure', async () => {
    const asked: number[] = [];
    await chat({
      places: (ids) => {
        asked.push(ids.length);
        if (asked.length === 1) return Promise.reject(new Error('away'));
        return Promise.resolve(new Map(ids.map((id) => [id, { position: 1, waitBand: null }])));
      },
      placesEveryMs: 20,
    });
    const other = await new WebClient(desk.origin).start();
    await other.listen();
    await waitUntil('both at once', () => asked.includes(2));
    await waitUntil('place', () => places().length === 1);
    expect(places()).toEqual([{ position: 1, waitBand: null }]);
    other.close();
  });
});

describe('typing', () => {
  it('of an operator is shown with her name, and not stored', async () => {
    await chat();
    const { conversationId } = citizen.grant;
    desk.directLine.typing(JSON.stringify({ conversationId, by: 'operator', name: '佐藤' }));
    await waitUntil('typing sign', () => ofType('typing').length === 1);
    expect(ofType('typing')[0]).toMatchObject({
      from: { name: '佐藤', role: 'bot' },
      channelData: { author: 'operator', senderName: '佐藤' },
    });
    await citizen.say('はい');
    await waitUntil('reply', () => citizen.texts().includes('復唱：はい'));
    expect((await citizen.history()).activities.some(({ type }) => type === 'typing')).toBe(false);
  });

  it('of somebody else, of a citizen, or that cannot be read, is shown to nobody', async () => {
    await chat();
    const { conversationId } = citizen.grant;
    for (const sign of [{ conversationId, by: 'citizen' }, { conversationId: 'x', by: 'operator' }, 7, null])
      desk.directLine.typing(JSON.stringify(sign));
    for (const broken of ['', '{', `{"by":"operator"}`]) desk.directLine.typing(broken);
    await citizen.say('はい');
    await waitUntil('reply', () => citizen.texts().includes('復唱：はい'));
    expect(ofType('typing')).toEqual([]);
  });

  it('of the citizen is passed on once, however often the client sends it', async () => {
    const typed: string[] = [];
    await chat({ typed: (conversationId) => typed.push(conversationId) });
    const posts = Array.from({ length: 5 }, () => citizen.post({ type: 'typing', from: { id: 'me' } }));
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect(typed).toEqual([citizen.grant.conversationId]);
  });

  it('is passed on again two seconds later, for each conversation by itself', () => {
    const passed: string[] = [];
    const throttle = new TypingThrottle((id) => passed.push(id));
    throttle.typed('a', 0);
    throttle.typed('b', 100);
    throttle.typed('a', 1999);
    throttle.typed('a', 2000);
    expect(passed).toEqual(['a', 'b', 'a']);
  });
});

describe('who has the page open', () => {
  it('is reported while the socket is open, and no more when it is closed', async () => {
    const reports: (readonly string[])[] = [];
    await chat({ seen: (ids) => reports.push(ids), seenEveryMs: 20 });
    const { conversationId } = citizen.grant;
    await waitUntil('two reports', () => reports.length >= 2);
    expect(reports.at(-1)).toEqual([conversationId]);
    citizen.close();
    await waitUntil('closed', () => desk.directLine.openStreams() === 0);
    reports.length = 0;
    desk.directLine.here('someone-else');
    await waitUntil('a report of another', () => reports.some((ids) => ids.includes('someone-else')));
    expect(reports.at(-1)).toEqual(['someone-else']);
  });

  it('is reported of pages without a socket when they ask: by polling, and by the plain form', async () => {
    const seen = new Set<string>();
    await chat({ seen: (ids) => ids.forEach((id) => seen.add(id)), seenEveryMs: 20 });
    citizen.close();
    await waitUntil('closed', () => desk.directLine.openStreams() === 0);
    seen.clear();
    await citizen.history();
    await waitUntil('poller seen', () => seen.has(citizen.grant.conversationId));
    seen.clear();
    await fetch(`${desk.origin}/faq`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ question: '会場は', key: 'k1' }),
    });
    await waitUntil('plain form seen', () => seen.size === 1);
    expect(seen).not.toContain(citizen.grant.conversationId);
  });
});

describe('what the mask hides', () => {
  const NUMBER = '123456789012';

  it('is sealed with the message, and stands nowhere in it', async () => {
    await chat();
    await citizen.say(`電話は${NUMBER}です`);
    await waitUntil('reply', () => citizen.texts().includes('復唱：電話は［番号］です'));
    const { conversationId } = citizen.grant;
    const [seq = 0] = await desk.originals.sealedSeqs(conversationId);
    expect(await desk.originals.reveal(conversationId, seq)).toBe(`電話は${NUMBER}です`);
    expect(JSON.stringify(await desk.store.since(conversationId, 0))).not.toContain(NUMBER);
  });

  it('is not sealed of the values of events, nor of a message in which nothing is hidden', async () => {
    await chat();
    await citizen.post({ type: 'event', name: 'form', value: { phone: NUMBER } });
    await citizen.say('予約したい');
    await waitUntil('reply', () => citizen.texts().includes('復唱：予約したい'));
    expect(await desk.originals.sealedSeqs(citizen.grant.conversationId)).toEqual(new Set());
    const { activities } = await citizen.history();
    expect(JSON.stringify(activities)).not.toContain(NUMBER);
  });

  it('is sealed of the plain form as well', async () => {
    await chat();
    await fetch(`${desk.origin}/faq`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ question: `番号は${NUMBER}`, key: 'k2' }),
    });
    const [row] = await database.db.query<{ conversation_id: string; seq: number }>(
      `select conversation_id, seq from message where text = '番号は［番号］' and author = 'citizen'`,
    );
    expect(await desk.originals.reveal(row?.conversation_id ?? '', row?.seq ?? 0)).toBe(`番号は${NUMBER}`);
  });
});
