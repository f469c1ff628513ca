import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postWebhook } from '../../fakes/line/webhook-sender';
import { LineDesk, type LineNode } from '../../helpers/line-desk';
import { waitUntil } from '../../helpers/wait-until';

const SHARED = 'a-secret-that-systems-share';

/** Another system behind the same account: takes calls as it is told to. */
class OtherSystem {
  readonly calls: { body: Buffer; headers: IncomingHttpHeaders }[] = [];
  readonly statuses: number[] = [];
  /** Never answers. */
  hangs = false;
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.calls.push({ body: Buffer.concat(chunks), headers: request.headers });
        if (this.hangs) return;
        response.statusCode = this.statuses.shift() ?? 200;
        response.end();
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/line`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

function signature(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

describe('an account with other systems behind it', () => {
  let desk: LineDesk;
  let node: LineNode;
  const other = new OtherSystem();
  const stuck = new OtherSystem();
  beforeAll(async () => {
    desk = await LineDesk.open();
    stuck.hangs = true;
    const forwardUrls = [await other.start(), await stuck.start()];
    node = await desk.node({ settings: { forwardUrls } });
  });
  afterAll(async () => {
    await Promise.all([other.stop(), stuck.stop()]);
    await desk.close();
  });
  beforeEach(() => void other.calls.splice(0));

  const eventsOf = (call: { body: Buffer } | undefined) =>
    (JSON.parse(call?.body.toString() ?? '{"events":[]}') as { events: { type: string }[] }).events;

  it('passes on a call that is all another system’s as it came: the very bytes and their signature', async () => {
    const user = desk.fake.user('予約の人');
    await desk.fake.webhooks.deliver([
      user.postback('action=reserve&id=1'),
      user.event({ type: 'accountLink', link: { result: 'ok', nonce: 'n' } }),
    ]);
    await waitUntil('the other system has it', () => other.calls.length === 1);

    const [call] = other.calls;
    expect(call?.headers['x-line-signature']).toBe(
      signature(desk.fake.world.channelSecret, call?.body ?? Buffer.alloc(0)),
    );
    expect(eventsOf(call).map(({ type }) => type)).toEqual(['postback', 'accountLink']);
    expect(user.talk.answers).toEqual([]);
  });

  it('passes on of a mixed call the other system’s events only, signed anew: what a citizen wrote is not its business', async () => {
    const user = desk.fake.user('まぜる人');
    await desk.fake.webhooks.deliver([user.text('駐車場はありますか'), user.postback('action=reserve&id=2')]);
    await waitUntil('the other system has it', () => other.calls.length === 1);
    await desk.settled(); // though the second system never answers

    const [call] = other.calls;
    expect(eventsOf(call).map(({ type }) => type)).toEqual(['postback']);
    expect(call?.headers['x-line-signature']).toBe(
      signature(desk.fake.world.channelSecret, call?.body ?? Buffer.alloc(0)),
    );
    expect(call?.body.toString()).not.toContain('駐車場');
    expect(user.talk.answers).toHaveLength(1);
  });

  it('tries again when the other system fails, and passes nothing on twice that comes twice', async () => {
    other.statuses.push(500, 503);
    const event = desk.fake.user('しつこい人').postback('action=reserve&id=3');
    await desk.fake.webhooks.deliver([event]);
    await desk.fake.webhooks.deliver([event], true);
    await waitUntil('the third try is taken', () => other.calls.length === 3);
    expect(new Set(other.calls.map(({ body }) => body.toString())).size).toBe(1);
  });

  it('passes nothing on of a desk’s own events', async () => {
    await desk.fake.user('ふつうの人').says('駐車場はありますか');
    await desk.settled();
    const [row] = await desk.db.query<{ n: number }>('select count(*)::int as n from line_forward');
    await desk.fake.user('ふつうの人').says('接種の費用はかかりますか');
    await desk.settled();

    expect(await desk.db.query('select count(*)::int as n from line_forward')).toEqual([row]);
    expect(other.calls).toEqual([]);
  });

  it('takes events that another system forwards with the secret they share', async () => {
    const second = await desk.node({ settings: { forwardSecret: SHARED } });
    const user = desk.fake.user('転送の人');
    const world = desk.fake.world;
    const events = [user.text('駐車場はありますか')];
    expect(await postWebhook({ world, url: node.endpoint, events, secret: SHARED })).toEqual({ status: 401 });
    expect(await postWebhook({ world, url: second.endpoint, events, secret: SHARED })).toEqual({
      status: 200,
    });
    await desk.settled();

    expect(user.talk.answers).toHaveLength(1);
  });
});
