import { createHmac } from 'node:crypto';
import { postWebhook } from '../../fakes/line/webhook-sender';
import { LineDesk, type LineNode } from '../../helpers/line-desk';

describe('the webhook of LINE', () => {
  let desk: LineDesk;
  let node: LineNode;
  beforeAll(async () => {
    desk = await LineDesk.open();
    node = await desk.node();
    await desk.settled();
  });
  afterAll(() => desk.close());

  const raw = async (
    body: Buffer | string,
    signature?: string,
  ): Promise<{ status: number; text: string }> => {
    const response = await fetch(node.endpoint, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: {
        'content-type': 'application/json',
        ...(signature !== undefined && { 'x-line-signature': signature }),
      },
    });
    return { status: response.status, text: await response.text() };
  };
  const signed = (body: string) =>
    raw(body, createHmac('sha256', desk.fake.world.channelSecret).update(body).digest('base64'));
  const post = (more: Partial<Parameters<typeof postWebhook>[0]> = {}, text = '駐車場はありますか') =>
    postWebhook({
      world: desk.fake.world,
      url: node.endpoint,
      events: [desk.fake.user('だれか').text(text)],
      ...more,
    });
  const stored = async () => (await desk.db.query('select from line_event')).length;

  it.each([
    ['a wrong signature', () => post({ secret: 'another-secret-of-another-channel' }), 401],
    [
      'a body changed on the way',
      () => post({ spoil: (body) => Buffer.from(body.toString().replace('駐車場', '病院')) }),
      401,
    ],
    ['no signature', () => raw('{"destination":"U","events":[]}'), 401],
    ['a signature that is no base64', () => raw('{}', '***'), 401],
    ['an empty body', () => signed(''), 400],
    ['truncated JSON', () => signed('{"destination":"U0","events":[{"type":"mess'), 400],
    ['JSON that is no call', () => signed('[1,2,3]'), 400],
    ['events for another account', () => post({ destination: `U${'0'.repeat(32)}` }), 403],
    [
      'a body of 2 MB',
      () => signed(JSON.stringify({ destination: 'U', events: [], pad: 'あ'.repeat(700_000) })),
      413,
    ],
    [
      'events of last week',
      () => post({ events: [{ ...desk.fake.user('むかし').text('x'), timestamp: Date.now() - 7 * 864e5 }] }),
      409,
    ],
  ])('refuses %s', async (_, send, status) => {
    const before = await stored();
    expect((await send()).status).toBe(status);
    expect(await stored()).toBe(before);
  });

  it('refuses a replayed body, which LINE would have marked as a redelivery', async () => {
    const events = [desk.fake.user('二度').text('駐車場はありますか')];
    expect((await post({ events })).status).toBe(200);
    expect((await post({ events })).status).toBe(409);
    const again = events.map((event) => ({ ...event, deliveryContext: { isRedelivery: true } }));
    expect((await post({ events: again })).status).toBe(200);
    await desk.settled();
    expect(desk.fake.user('二度').talk.answers).toHaveLength(1);
  });

  it('takes the Verify button of the console, and a call in which one event cannot be read', async () => {
    expect((await post({ events: [] })).status).toBe(200);
    const { userId } = desk.fake.world.account;
    const good = desk.fake.user('よい人').text('駐車場はありますか');
    expect(
      (await signed(JSON.stringify({ destination: userId, events: [{ type: 7 }, null, good] }))).status,
    ).toBe(200);
    await desk.settled();
    expect(desk.fake.user('よい人').talk.answers).toHaveLength(1);
  });
});
