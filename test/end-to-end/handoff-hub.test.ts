import { FakeHub } from '../fakes/fake-hub';
import { runDesk, type RunningDesk } from '../helpers/running-desk';
import { waitUntil } from '../helpers/wait-until';
import { WebClient } from '../helpers/web-client';

const SECRET = 'a-secret-of-the-tests-that-is-long-enough';

let hub: FakeHub;
let desk: RunningDesk;
let citizen: WebClient;

beforeAll(async () => {
  hub = new FakeHub(SECRET);
  const url = await hub.start();
  desk = await runDesk({ HANDOFF_HUB_URL: url, HANDOFF_HUB_SECRET: SECRET });
  citizen = await new WebClient(desk.origin).start();
  await citizen.listen();
});
afterAll(async () => {
  citizen?.close();
  await desk?.stop();
  await hub.stop();
});

it('a citizen is handed to the people of an outside hub, and comes back to the bot', async () => {
  const { conversationId } = citizen.grant;
  const report = async (state: string): Promise<number> => {
    const event = { id: `report-${state}`, conversation: { id: conversationId }, value: { state } };
    return (await hub.report(desk.origin, event)).status;
  };
  await citizen.say('人と話したい、090-1234-5678です');
  await waitUntil('initiation', () => hub.told.length === 1);
  expect(hub.told[0]).toMatchObject({ name: 'handoff.initiate', conversation: { id: conversationId } });
  expect(JSON.stringify(hub.told)).toContain('〔電話番号〕');
  expect(JSON.stringify(hub.told)).not.toContain('1234');
  expect(await report('accepted')).toBe(200);
  await waitUntil('begin', () => citizen.texts().includes('ここからは、職員の相談担当がお答えします。'));
  expect(await report('completed')).toBe(200);
  await waitUntil('end', () => citizen.texts().some((text) => text?.includes('ここまでです。') === true));
  await citizen.say('予約を取り消したい');
  await waitUntil('answer of the bot', () =>
    citizen.texts().some((text) => text?.includes('解決しましたか')),
  );
  const names = citizen.received.map((activity) => (activity as { name?: string }).name ?? '');
  expect(names.filter((name) => name.startsWith('handoff.'))).toEqual([]);
  expect(hub.faults).toEqual([]);
});

it('nobody else can report', async () => {
  const stranger = new FakeHub('another-secret-of-the-tests-long-enough');
  const event = { id: 'x', conversation: { id: citizen.grant.conversationId }, value: { state: 'accepted' } };
  expect((await stranger.report(desk.origin, event)).status).toBe(401);
});
