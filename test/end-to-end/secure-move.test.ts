import { FakeLine } from '../fakes/line/fake-line';
import type { LineUser } from '../fakes/line/line-user';
import { heard, StaffedDesk } from '../helpers/staffed-desk';
import { waitUntil } from '../helpers/wait-until';
import { WebClient } from '../helpers/web-client';

/* From a talk on LINE to the city's own page, through the running desk. */

let fake: FakeLine;
let house: StaffedDesk;
beforeAll(async () => {
  fake = await new FakeLine().start();
  house = await StaffedDesk.open(fake.settings);
  fake.connect(`${house.origin}/line/webhook`);
});
afterAll(async () => {
  await house.close();
  await fake.stop();
});

/** A browser with its cookies. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async call(method: 'GET' | 'POST', address: string, fields?: Record<string, string>): Promise<Response> {
    const response = await fetch(new URL(address, house.origin), {
      method,
      redirect: 'manual',
      headers: {
        origin: house.origin,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(fields && { body: new URLSearchParams(fields) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    return response;
  }

  /** Follows a link as a citizen does; resolves with the page of the chat. */
  async move(link: string): Promise<string> {
    const asked = await this.call('GET', new URL(link).pathname);
    const opened = await this.press(link);
    if (asked.status !== 200 || opened.headers.get('location') !== '/talk')
      throw new Error(`the link does not open: ${asked.status}, ${opened.status}`);
    return (await this.call('GET', '/talk')).text();
  }

  press(link: string): Promise<Response> {
    return this.call('POST', '/go', { token: tokenOf(link) });
  }
}

function tokenOf(link: string): string {
  return new URL(link).pathname.split('/').at(-1) ?? '';
}

/** The newest link in a talk. */
function linkIn(user: LineUser): string {
  const links = [...JSON.stringify(user.talk.seen).matchAll(/"uri":"([^"]+)"/g)].map(([, uri]) => uri);
  return links.at(-1) ?? '';
}

async function linkAfter(user: LineUser, text: string): Promise<string> {
  const before = linkIn(user);
  await user.says(text);
  await waitUntil('a link comes', () => linkIn(user) !== before);
  return linkIn(user);
}

/** The chat of a page, on its conversation. */
async function clientOf(page: string): Promise<WebClient> {
  const [, token = ''] = /data-token="([^"]+)"/.exec(page) ?? [];
  const [, conversationId = ''] = /data-conversation="([^"]+)"/.exec(page) ?? [];
  const client = new WebClient(house.origin);
  client.grant = { token, conversationId, streamUrl: '', expires_in: 0 };
  await client.resume('0');
  await client.listen();
  return client;
}

it('a citizen who needs a person goes on on the page, on the same ticket, and LINE hears nothing of it', async () => {
  const user = fake.user('引っ越す人');
  await user.says('電話は090-0000-0000です。会場はどこですか');
  await waitUntil('the bot has explained and answered', () => user.talk.answers.length >= 3);
  expect(user.talk.answers[0]).toContain('LINEには残さない');
  const link = await linkAfter(user, '人と話したい');
  const preview = await fetch(link);
  expect([preview.status, preview.headers.get('set-cookie')]).toEqual([200, null]);
  expect(await preview.text()).toContain('続きを開く');

  const citizen = await clientOf(await new Browser().move(link));
  await waitUntil('the history is there', () => citizen.texts().includes('人と話したい'));
  expect(citizen.texts().join()).toContain('〔電話番号〕');
  expect(citizen.texts().join()).not.toContain('090-0000-0000');

  const operator = await house.hire({ displayName: '佐藤' });
  const at = await (await house.window(operator)).beAvailable();
  await waitUntil('the console shows LINE', () => at.rowOf(citizen.grant.conversationId)?.channel === 'line');
  const taken = await at.next();
  if (taken?.conversationId !== citizen.grant.conversationId) throw new Error('somebody else was next');
  const onLine = user.talk.seen.length;
  await citizen.say('私の電話は090-0000-0000です');
  expect((await at.say(taken, '水曜にお電話します。')).status).toBe(200);
  await waitUntil('the citizen reads it on the page', () => heard(citizen, '水曜にお電話します。') === 1);
  expect((await at.close(taken)).status).toBe(204);
  await citizen.say('接種の費用はかかりますか');
  await waitUntil('the bot answers on the page', () =>
    citizen.texts().some((text) => text?.includes('無料')),
  );
  await waitUntil('everything has been looked at for LINE', async () => {
    const rows = await house.db.query(
      'select from line_talk t join conversation c on c.id = t.conversation_id where c.last_seq > t.told_seq',
    );
    return rows.length === 0;
  });
  const since = user.talk.seen.slice(onLine).map(({ text }) => text);
  expect(since.filter((text) => !/職員から返事があります|市のページで/.test(text))).toEqual([]);
  expect(fake.world.violations).toEqual([]);
  citizen.close();
});

it('a link opens once: whoever comes second, or late, reads why and how to get a new one', async () => {
  const user = fake.user('リンクの人');
  const link = await linkAfter(user, '人と話したい');
  const [own, stranger] = [new Browser(), new Browser()];
  const page = await own.move(link);
  expect((await own.press(link)).headers.get('location')).toBe('/talk'); // pressed twice

  const second = await stranger.press(link);
  expect([second.status, await second.text()]).toEqual([
    410,
    expect.stringContaining('「新しいリンク」とお書きください'),
  ]);
  expect((await stranger.call('GET', new URL(link).pathname)).status).toBe(410);
  expect((await stranger.call('GET', '/talk')).status).toBe(410);

  const newer = await linkAfter(user, '新しいリンク');
  await new Browser().move(newer);
  expect((await own.call('GET', '/talk')).status).toBe(410); // the newer one is the only one
  expect(page).toContain('data-token');

  const late = await linkAfter(user, '新しいリンク');
  await house.db.query('update secure_move set expires_at = clock_timestamp() where opened_at is null');
  const expired = await new Browser().call('GET', new URL(late).pathname);
  expect([expired.status, await expired.text()]).toEqual([
    410,
    expect.stringContaining('期限が切れています'),
  ]);
  expect((await new Browser().press(late)).status).toBe(410);
  expect((await new Browser().call('GET', '/go/nonsense')).status).toBe(404);
});

it('keeps no token: neither in the transcript nor in what waits for LINE', async () => {
  const user = fake.user('のぞく人');
  const link = await linkAfter(user, '人と話したい');
  const [{ all = '' } = {}] = await house.db.query<{ all: string }>(
    `select (select string_agg(activity::text || text, '') from message) || coalesce((select string_agg(messages::text, '') from line_outbox), '')
       || (select string_agg(token_hash::text, '') from secure_move) as all`,
  );
  expect(all).not.toContain(tokenOf(link));
  expect(all.length).toBeGreaterThan(100);
});
