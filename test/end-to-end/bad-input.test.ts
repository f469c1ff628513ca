import { sign } from 'jsonwebtoken';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { runDesk, type RunningDesk } from '../helpers/running-desk';
import { waitUntil } from '../helpers/wait-until';
import { WebClient, type Wire } from '../helpers/web-client';

const SECRET = 'a-secret-for-this-test-of-at-least-32-characters';
/** No body may tell how the program looks inside. */
const INTERNAL =
  /\bat \S+ \(|node_modules|\.[jt]s:\d|Error:|ECONN|postgres|select |insert |undefined|\[object /i;
const JAPANESE = /[ぁ-ん].*。/s;
/** A generous ceiling: what would fail it is a desk that serves the flood first. */
const OTHERS_WITHIN_MS = 5000;

let desk: RunningDesk;
let addresses = 0;
const clients: WebClient[] = [];

beforeAll(async () => {
  desk = await runDesk({ TRUST_PROXY: 'true', SESSION_SECRET: SECRET });
});
afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(() => desk.stop());

/** Everybody comes from an address of their own, or one's flood would refuse the others. */
async function citizen(): Promise<WebClient> {
  addresses += 1;
  const address = `203.0.${addresses >> 8}.${addresses & 255}`;
  const client = await new WebClient(desk.origin, { 'x-forwarded-for': address }).start();
  clients.push(client);
  return client;
}

async function refusal(response: Response): Promise<{ status: number; code: string; message: string }> {
  const body = await response.text();
  expect(body).not.toMatch(INTERNAL);
  const { error } = JSON.parse(body) as { error: { code: string; message: string } };
  expect(error.message).toMatch(JAPANESE);
  return { status: response.status, ...error };
}

const path = ({ grant }: WebClient): string => `/conversations/${grant.conversationId}/activities`;

async function answersTo(client: WebClient, id: string): Promise<Wire[]> {
  let replies: Wire[] = [];
  await waitUntil('an answer', async () => {
    replies = (await client.history()).activities.filter(({ replyToId }) => replyToId === id);
    return replies.length > 0;
  });
  return replies;
}

/** Somebody else asks while `work` goes on: acknowledged each time long before a client gives up, and answered. */
async function othersAreServed<T>(work: () => Promise<T>): Promise<T> {
  const other = await citizen();
  let over = false;
  const busy = work().finally(() => (over = true));
  const ids: string[] = [];
  do {
    const begin = performance.now();
    ids.push((await other.say('接種は無料ですか')).id);
    expect(performance.now() - begin).toBeLessThan(OTHERS_WITHIN_MS);
  } while (!over);
  const last = await answersTo(other, ids.at(-1) ?? '');
  expect(last[0]?.text).toMatch(JAPANESE);
  return busy;
}

describe('what is no question is refused politely, with a code:', () => {
  it.each([
    ['empty', { type: 'message', text: '' }, 400, 'activity.empty'],
    ['blank', { type: 'message', text: ' 　\t\n' }, 400, 'activity.empty'],
    ['control characters only', { type: 'message', text: '\u0000\u0001\u001b\u007f' }, 400, 'activity.empty'],
    ['100,000 characters', { type: 'message', text: 'あ'.repeat(100_000) }, 413, 'body.too-large'],
    ['100,000 characters of ASCII', { type: 'message', text: 'a'.repeat(100_000) }, 413, 'body.too-large'],
    ['5,001 characters', { type: 'message', text: '会'.repeat(5001) }, 413, 'activity.too-long'],
    ['a list', [{ type: 'message', text: '会場' }], 400, 'activity.invalid'],
    ['a number', '42', 400, 'activity.invalid'],
    ['JSON of another kind', { query: 'mutation { drop }' }, 400, 'activity.invalid'],
    ['half of a JSON', '{"type":"message","text":"会場', 400, 'body.not-json'],
    ['brackets 30,000 deep', '['.repeat(30_000) + ']'.repeat(30_000), 400, 'activity.invalid'],
    ['a prototype', '{"__proto__":{"type":"message","text":"会場"}}', 400, 'activity.invalid'],
  ])('%s', async (_what, body, status, code) => {
    const client = await citizen();
    const response = await othersAreServed(() => client.call('POST', path(client), body));
    expect(await refusal(response)).toMatchObject({ status, code });
    expect((await client.history()).activities.filter(({ from }) => from.role === 'user')).toEqual([]);
  });

  it.each([
    ['text/plain', 'type=message', 415, 'body.type'],
    ['multipart/form-data; boundary=x', '--x--', 415, 'body.type'],
    ['application/json', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400, 'body.not-json'],
  ])('a body of type %s', async (type, body, status, code) => {
    const client = await citizen();
    const response = await fetch(`${desk.origin}/v3/directline${path(client)}`, {
      method: 'POST',
      headers: { ...client.headers, authorization: `Bearer ${client.grant.token}`, 'content-type': type },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    expect(await refusal(response)).toMatchObject({ status, code });
  });
});

describe('what is odd but a question is kept as written, and answered:', () => {
  it.each([
    ['4,000 × ー', 'ー'.repeat(4000), undefined],
    [
      '5,000 different characters',
      Array.from({ length: 5000 }, (_, n) => String.fromCharCode(0x4e00 + n)).join(''),
      undefined,
    ],
    ['5,000 hiragana', 'すもももももももものうち'.repeat(416), undefined],
    ['two emoji before a word', '🙂🙂予約を取り消したい', undefined],
    ['a family of emoji', '👨‍👩‍👧‍👦👍🏽予約を取り消したい', undefined],
    ['lone surrogates', '予約\ud83dを取り消したい\udc00', '予約\ufffdを取り消したい\ufffd'],
    ['control characters', '予約\u0000を\u0007取り消し\u001bたい', '予約を取り消したい'],
    ['text that turns its direction', '予約を\u202e取り消したい', '予約を取り消したい'],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>会場はどこ', undefined],
    ['a SQL fragment', "'; drop table message; -- 会場はどこ", undefined],
    ['a template', '{{contact.call-centre.phone}} ${process.env} %s', undefined],
    ['names of built-in properties', '__proto__ constructor toString hasOwnProperty', undefined],
  ])('%s', async (_what, text, kept = text) => {
    const client = await citizen();
    const { replies, id } = await othersAreServed(async () => {
      const { id } = await client.say(text);
      return { id, replies: await answersTo(client, id) };
    });
    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toMatch(JAPANESE);
    expect(replies[0]?.text).not.toMatch(INTERNAL);
    expect((await client.history()).activities.find((activity) => activity.id === id)?.text).toBe(kept);
  });

  it('HTML comes to the page without script as text', async () => {
    const body = new URLSearchParams({ question: '<script>alert(1)</script>', key: 'one' });
    const posted = await fetch(`${desk.origin}/faq`, { method: 'POST', body, redirect: 'manual' });
    const cookie = posted.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await (await fetch(`${desk.origin}/faq`, { headers: { cookie } })).text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script>alert(1)');
  });
});

describe('who may not speak here', () => {
  const claims = { user: 'dl_x', conv: 'c-unknown' };
  /** These are made before the desk has started, which takes a minute on a busy machine. */
  const HOUR_S = 3600;
  const made = (secret: string, expiresIn: number): string =>
    sign(claims, secret, { issuer: 'madoguchi:web', audience: 'api', expiresIn });
  it.each([
    ['without a token', '', 403, 'token.invalid'],
    ['with a made-up token', 'abc.def.ghi', 403, 'token.invalid'],
    ['with a forged token', made('another-secret-of-at-least-32-characters', HOUR_S), 403, 'token.invalid'],
    [
      'with an unsigned token',
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`,
      403,
      'token.invalid',
    ],
    ['with an expired token', made(SECRET, -HOUR_S), 403, 'token.expired'],
    ['in an unknown conversation', made(SECRET, HOUR_S), 404, 'conversation.unknown'],
  ])('%s is told so', async (_who, token, status, code) => {
    const client = new WebClient(desk.origin);
    client.grant = { conversationId: claims.conv, token, streamUrl: '', expires_in: 0 };
    expect(await refusal(await client.post({ type: 'message', text: '会場' }))).toMatchObject({
      status,
      code,
    });
    expect(await refusal(await client.call('GET', path(client)))).toMatchObject({ status, code });
  });

  it('with a token for another conversation is told so, and sees nothing', async () => {
    const [one, two] = [await citizen(), await citizen()];
    await one.say('内緒の話');
    const response = await one.call('GET', path(one), undefined, two.grant.token);
    expect(await refusal(response)).toMatchObject({ status: 403, code: 'token.invalid' });
  });
});

it('a flood from one address is slowed politely; others go on, and what was acknowledged is kept', async () => {
  const flooder = await citizen();
  // Twenty at a time: with more, this process would be the one that is slow.
  const lane = async (n: number): Promise<Response[]> => {
    const answers: Response[] = [];
    for (let i = 0; i < 20; i++)
      answers.push(await flooder.post({ type: 'message', text: `会場はどこ ${n}-${i}` }));
    return answers;
  };
  const lanes = await othersAreServed(() => Promise.all(Array.from({ length: 20 }, (_, n) => lane(n))));
  const posts = lanes.flat();
  const refused = posts.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(posts.every(({ ok, status }) => ok || status === 429)).toBe(true);
  const [first] = refused;
  expect(Number(first?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await refusal(first ?? Response.error())).message).toMatch(/恐れ入りますが、少し待ってから/);
  const acknowledged = await Promise.all(
    posts.filter(({ ok }) => ok).map(async (post) => ((await post.json()) as { id: string }).id),
  );
  const kept = (await flooder.history()).activities.filter(({ from }) => from.role === 'user');
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(acknowledged));
});

it('/api/messages is not there without an app id, and calls nobody', async () => {
  let calls = 0;
  const outside = createServer(() => (calls += 1)).listen(0, '127.0.0.1');
  await once(outside, 'listening');
  const { port } = outside.address() as AddressInfo;
  const response = await fetch(`${desk.origin}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      text: '会場',
      channelId: 'emulator',
      from: { id: 'x' },
      recipient: { id: 'y' },
      conversation: { id: 'z' },
      serviceUrl: `http://127.0.0.1:${port}`,
    }),
  });
  expect(await refusal(response)).toMatchObject({ status: 404, code: 'route.unknown' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(calls).toBe(0);
  outside.close();
});
