import { HubQueue } from '../../../src/handoff-hub/hub-queue';
import { openHandoffHub, type OpenHandoffHub } from '../../../src/open-handoff-hub';
import { FakeHub, type HubActivity } from '../../fakes/fake-hub';
import { QueueDesk } from '../../helpers/queue-desk';
import { createTestDatabase, silent, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';
import { startServer } from '../http/start-server';

const SECRET = 'a-secret-of-the-tests-that-is-long-enough';
const BOT = { id: 'madoguchi', name: '窓口' };
const DONE = { code: 'test', reason: 'resolved' };
const HUB = 'operator:hub-komae';

let database: TestDatabase;
let desk: QueueDesk;
let hub: FakeHub;
let url: string;
let open: OpenHandoffHub;
let door: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  desk = new QueueDesk(database.db);
  await desk.clear();
  await database.db.query('truncate handoff_hub, handoff_hub_received');
  hub = new FakeHub(SECRET);
  url = await hub.start();
  open = await begin();
  door = await startServer({}, (server) => server.route(...open.routes));
  await desk.operator('sato');
});
afterEach(async () => {
  await open.close();
  await door.server.close(0);
  await hub.stop();
});

function begin(): Promise<OpenHandoffHub> {
  const { db, city, service: handoff, store: conversations } = desk;
  return openHandoffHub({
    ...{ db, city, handoff, conversations, bot: BOT, logger: silent },
    hub: { url, secret: SECRET },
    pollEveryMs: 100,
    firstPauseMs: 50,
  });
}

async function told(count: number): Promise<readonly HubActivity[]> {
  await waitUntil(`${count} events at the hub`, () => hub.told.length >= count);
  return hub.told;
}

const brief = ({ name, value }: HubActivity): string =>
  name === 'handoff.initiate' ? 'initiate' : [value['state'], value['message']].filter(Boolean).join(' ');

async function say(conversationId: string, text: string): Promise<void> {
  await desk.store.open({ conversationId, channel: 'web', userId: `citizen-${conversationId}` });
  const activity = { type: 'message', text, channelData: { clientActivityID: 'x' } };
  await desk.store.receive({ conversationId, key: text, activity, text });
}

describe('what the hub is told', () => {
  it('begins with the citizen’s wish, why, and what was said so far, masked', async () => {
    await say('a', '〔お名前〕です。人と話したい');
    const { handoffId } = await desk.enqueue('a', { topicId: 'complaint', skill: 'general' });
    const [event] = await told(1);
    expect(event).toMatchObject({
      type: 'event',
      name: 'handoff.initiate',
      id: `handoff:${handoffId}:1`,
      conversation: { id: 'a' },
      channelId: 'web',
      from: { id: 'madoguchi', role: 'bot' },
      value: { handoffId, cause: 'asked', topic: 'complaint', skill: 'general', language: 'ja' },
    });
    const [transcript] = event?.attachments ?? [];
    expect(transcript).toMatchObject({ name: 'Transcript', contentType: 'application/json' });
    expect(transcript?.content.activities).toEqual([
      expect.objectContaining({ type: 'message', text: '〔お名前〕です。人と話したい' }),
    ]);
    expect(transcript?.content.activities[0]?.['from']).toEqual({ id: 'citizen-a', role: 'user' });
    expect(JSON.stringify(event)).not.toContain('clientActivityID');
    expect(hub.faults).toEqual([]);
  });

  it('goes on with acceptance and completion, once each, in order', async () => {
    await desk.enqueue('a');
    const lease = await desk.claim('sato');
    await desk.service.hold(lease, true);
    await desk.service.hold(lease, false);
    await desk.service.endTalk(lease);
    await desk.service.close(lease, DONE);
    await desk.enqueue('b');
    const events = await told(4);
    expect(events.map((event) => [event.conversation.id, brief(event)])).toEqual([
      ['a', 'initiate'],
      ['a', 'accepted'],
      ['a', 'completed'],
      ['b', 'initiate'],
    ]);
  });

  it('says what failed: the citizen has left, or the person has given it back', async () => {
    await desk.enqueue('a');
    await desk.db.tx((q) => desk.service.cancel(q, 'a'));
    await desk.enqueue('b');
    await desk.service.requeue(await desk.claim('sato'));
    const events = await told(5);
    expect(events.map(brief)).toEqual([
      'initiate',
      'failed cancelled',
      'initiate',
      'accepted',
      expect.stringMatching(/^failed ./),
    ]);
  });

  it('names a wish for a call', async () => {
    await desk.enqueue('a', { wish: 'callback' });
    expect((await told(1))[0]?.value).toMatchObject({ wish: 'callback' });
  });

  it('is told again, with the same id, until the hub takes it, and nothing overtakes it', async () => {
    hub.answers.push(503, 500);
    await desk.enqueue('a');
    await desk.enqueue('b');
    const events = await told(2);
    expect(events.map(({ conversation }) => conversation.id)).toEqual(['a', 'b']);
    expect(hub.answers).toEqual([]);
  });

  it('is passed over when the hub calls it wrong, so that the rest gets through', async () => {
    hub.answers.push(422);
    await desk.enqueue('a');
    await desk.enqueue('b');
    expect((await told(1))[0]?.conversation.id).toBe('b');
  });

  it('is told after a restart where it stopped', async () => {
    await desk.enqueue('a');
    await told(1);
    await open.close();
    await desk.enqueue('b');
    open = await begin();
    const events = await told(2);
    expect(hub.received.map(({ conversation }) => conversation.id)).toEqual(['a', 'b']);
    expect(events).toHaveLength(2);
  });

  it('is told by one node at a time', async () => {
    const other = await begin();
    for (const id of ['a', 'b', 'c', 'd', 'e']) await desk.enqueue(id);
    await told(5);
    await other.close();
    expect(hub.received.map(({ conversation }) => conversation.id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('what the hub reports', () => {
  const report = (state: string, id = `event-${state}`, conversation = 'a') =>
    hub.report(door.origin, { id, conversation: { id: conversation }, value: { state } });

  async function owner(id = 'a'): Promise<string | undefined> {
    return (await desk.store.find(id))?.owner;
  }

  it('gives the word to the hub’s people, and back to the bot when they are done', async () => {
    await desk.enqueue('a');
    expect((await report('accepted')).status).toBe(200);
    expect(await owner()).toBe(HUB);
    expect(await desk.row('a')).toMatchObject({ state: 'active', operatorId: 'hub-komae' });
    expect((await report('completed')).status).toBe(200);
    expect(await owner()).toBe('bot');
    expect(await desk.row('a')).toMatchObject({ state: 'closed' });
    expect((await desk.store.since('a', 0)).map(({ text }) => text)).toEqual([
      'personBegins 相談担当',
      'personEnds',
    ]);
  });

  it('puts the citizen back at the head when the hub’s people fail', async () => {
    await desk.enqueue('a');
    await desk.enqueue('b');
    await report('accepted', 'e1', 'b');
    expect((await report('failed', 'e2', 'b')).status).toBe(200);
    expect(await owner('b')).toBe('queue');
    expect((await desk.service.list())[0]).toMatchObject({ conversationId: 'b', state: 'waiting' });
  });

  it('is not told to the hub again', async () => {
    await desk.enqueue('a');
    await report('accepted');
    await report('completed');
    await desk.enqueue('b');
    await told(2);
    expect(hub.told.map(brief)).toEqual(['initiate', 'initiate']);
  });

  it('keeps the hub’s conversations while the desk runs, and gives the hub nothing by itself', async () => {
    await desk.enqueue('a');
    await report('accepted');
    await desk.enqueue('b');
    await desk.service.setPresence('sato', 'away');
    expect(await desk.service.route()).toBe(0);
    await desk.age(40_000);
    await new HubQueue(desk.db, desk.city, desk.service).beat();
    await desk.age(40_000);
    expect(await desk.service.reap()).toBe(0);
    expect(await owner()).toBe(HUB);
  });

  it('is refused when somebody here leads the conversation, or nobody waits there', async () => {
    await desk.enqueue('a');
    await desk.claim('sato');
    for (const state of ['accepted', 'completed', 'failed']) {
      const answer = await report(state);
      expect([answer.status, await answer.json()]).toEqual([409, refusalOf('hub.stale')]);
    }
    expect(await owner()).toBe('operator:sato');
    expect((await report('accepted', 'e9', 'nobody')).status).toBe(409);
  });

  it('is taken once: the same event again is refused, and changes nothing', async () => {
    await desk.enqueue('a');
    await report('accepted', 'one');
    await report('completed', 'two');
    await desk.enqueue('a');
    const again = await report('accepted', 'one');
    expect([again.status, await again.json()]).toEqual([409, refusalOf('hub.replayed')]);
    expect(await owner()).toBe('queue');
  });

  it('may be sent again when it could not be done', async () => {
    await desk.store.open({ conversationId: 'a', channel: 'web', userId: 'a' });
    expect((await report('accepted', 'one')).status).toBe(409);
    await desk.enqueue('a');
    expect((await report('accepted', 'one')).status).toBe(200);
  });

  it.each([
    ['with another secret', { secret: 'another-secret-of-the-tests-long-enough' }],
    ['more than five minutes old', { late: 301 }],
    ['from the future', { late: -400 }],
    ['with another body than was signed', { body: '{"type":"event"}' }],
  ])('is refused when it was signed %s', async (_, change) => {
    await desk.enqueue('a');
    const event = { id: 'e', conversation: { id: 'a' }, value: { state: 'accepted' } };
    const answer = await hub.report(door.origin, event, change);
    expect([answer.status, await answer.json()]).toEqual([401, refusalOf('hub.signature')]);
    expect(await owner()).toBe('queue');
  });

  it.each([
    ['another name', { name: 'handoff.initiate' }],
    ['an unknown state', { value: { state: 'dancing' } }],
    ['no id', { id: undefined }],
    ['no conversation', { conversation: 'a' }],
  ])('is refused when it has %s', async (_, change) => {
    const event = { id: 'e', conversation: { id: 'a' }, value: { state: 'accepted' }, ...change };
    const answer = await hub.report(door.origin, event);
    expect([answer.status, await answer.json()]).toEqual([400, refusalOf('hub.invalid')]);
  });

  it('is refused without any signature', async () => {
    const answer = await fetch(`${door.origin}/api/handoff`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(401);
  });
});

function refusalOf(code: string): unknown {
  return { error: expect.objectContaining({ code }) as unknown };
}

describe('without a hub', () => {
  it('nobody is told, and there is no address', async () => {
    const { db, city, service: handoff, store: conversations } = desk;
    const none = await openHandoffHub({
      ...{ db, city, handoff, conversations, bot: BOT, logger: silent },
      hub: undefined,
    });
    expect(none.routes).toEqual([]);
    await none.close();
  });
});
