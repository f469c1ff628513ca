import { runDesk, type RunningDesk } from '../helpers/running-desk';
import { createTestDatabase, type TestDatabase } from '../helpers/test-database';
import { waitUntil } from '../helpers/wait-until';
import { WebClient, type Wire } from '../helpers/web-client';

let database: TestDatabase;
let a: RunningDesk;
let b: RunningDesk;
const clients: WebClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const settings = {
    DATABASE_URL: database.url,
    SESSION_SECRET: 'the-same-secret-of-at-least-32-characters',
  };
  [a, b] = await Promise.all([runDesk(settings), runDesk(settings)]);
});
afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(async () => {
  await Promise.all([a.stop(), b.stop()]);
  await database.drop();
});

const client = (desk: RunningDesk): WebClient => {
  const made = new WebClient(desk.origin);
  clients.push(made);
  return made;
};

/** The same citizen, whom the load balancer sends to another node. */
function movedTo(desk: RunningDesk, citizen: WebClient): WebClient {
  const moved = client(desk);
  moved.grant = citizen.grant;
  moved.watermark = citizen.watermark;
  return moved;
}

const replyTo = (activities: readonly Wire[], id: string): readonly Wire[] =>
  activities.filter(({ replyToId }) => replyToId === id);

it('a conversation begun on one node continues on another, with its memory', async () => {
  const onA = await client(a).start();
  await onA.listen();
  const vague = await onA.say('予約');
  await waitUntil('the desk asks back', () => replyTo(onA.received, vague.id).length > 0);
  const onB = movedTo(b, onA);
  expect((await onB.resume()).status).toBe(200);
  await onB.listen();
  const choice = await onB.say('1');
  await waitUntil('the choice is understood', () => replyTo(onB.received, choice.id).length > 0);
  await waitUntil('the other node shows it too', () => replyTo(onA.received, choice.id).length > 0);
  expect(replyTo(onB.received, choice.id)[0]?.text).toMatch(/予約/);
  expect((await onA.history()).activities).toEqual((await onB.history()).activities);
});

it('messages that reach both nodes at once are numbered without a gap and answered once each', async () => {
  const onA = await client(a).start();
  const onB = movedTo(b, onA);
  const sent = await Promise.all(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? onA : onB).say('当日の持ち物は何ですか', `key-${n >> 1}`)),
  );
  const ids = new Set(sent.map(({ id }) => id));
  expect(ids.size).toBe(10); // each key went to both nodes
  let activities: Wire[] = [];
  await waitUntil('all are answered', async () => {
    activities = (await onB.history()).activities;
    return [...ids].every((id) => replyTo(activities, id).length > 0);
  });
  expect([...ids].map((id) => replyTo(activities, id).length)).toEqual(Array(10).fill(1));
  const numbers = activities.map(({ id }) => Number(id.split('|')[1]));
  expect(numbers).toEqual(numbers.map((_, n) => (numbers[0] ?? 0) + n));
});

it('what a node had not answered when it was killed, another answers', async () => {
  const onA = await client(a).start();
  const questions = Array.from({ length: 15 }, (_, n) => onA.say('接種は無料ですか', `last-${n}`));
  const sent = await Promise.all(questions);
  await a.kill();
  const onB = movedTo(b, onA);
  let activities: Wire[] = [];
  await waitUntil('all are answered', async () => {
    activities = (await onB.history()).activities;
    return sent.every(({ id }) => replyTo(activities, id).length > 0);
  });
  expect(sent.map(({ id }) => replyTo(activities, id).length)).toEqual(Array(15).fill(1));
});
