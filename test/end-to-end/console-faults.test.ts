import { randomUUID } from 'node:crypto';
import { ConsoleClient } from '../helpers/console-client';
import { heard, marks, seen, StaffedDesk, type Talk } from '../helpers/staffed-desk';
import { waitUntil } from '../helpers/wait-until';

/* What happens when the work of citizen and operator is disturbed. Each has a defined outcome. */

let house: StaffedDesk;
beforeAll(async () => (house = await StaffedDesk.open()));
afterEach(() => house.settle());
afterAll(() => house.close());

const codeOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { error: { code: string } }).error.code;

describe('two consoles that claim at once', () => {
  it('never get the same citizen', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => house.waiting()));
    const windows = await Promise.all(
      Array.from({ length: 6 }, async () => house.window(await house.hire({ capacity: 6 }))),
    );
    const owned: string[] = [];
    while (owned.length < people.length)
      for (const taken of await Promise.all(windows.map((one) => one.next())))
        if (taken) owned.push(taken.conversationId);

    expect(owned.sort()).toEqual(people.map(({ grant }) => grant.conversationId).sort());
    expect(await Promise.all(people.map((citizen) => house.assignmentsOf(citizen)))).toEqual(
      people.map(() => 1),
    );
    await waitUntil('each citizen is told of one person', () =>
      people.every((citizen) => marks(citizen, 'person-begins').length === 1),
    );
  });

  it('and ask for the very same one: the second is told, and has changed nothing', async () => {
    const citizen = await house.waiting();
    const { conversationId } = citizen.grant;
    const windows = await Promise.all([0, 1].map(async () => house.window(await house.hire())));
    await waitUntil('both see it', () => windows.every((one) => one.rowOf(conversationId) !== undefined));
    const { handoffId } = windows[0]?.rowOf(conversationId) ?? {};

    const answers = await Promise.all(windows.map((one) => one.call('POST', `handoffs/${handoffId}/claim`)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused && (await codeOf(refused))).toBe('handoff.stale');
    expect(await house.assignmentsOf(citizen)).toBe(1);
  });
});

describe('a console that goes offline in the middle of a message', () => {
  it('sends it again under the same key: it appears once', async () => {
    const { citizen, at, taken } = await house.talking();
    const key = randomUUID();
    const sending = at.say(taken, '少しお待ちください。', key); // nobody reads the answer
    at.cut();
    await sending;
    const [again, andAgain] = await Promise.all([
      at.say(taken, '少しお待ちください。', key),
      at.say(taken, '少しお待ちください。', key),
    ]);
    expect([again.status, andAgain.status]).toEqual([200, 200]);
    expect(await again.json()).toEqual(await andAgain.json());
    await at.listen();
    await waitUntil(
      'both have it',
      () => heard(citizen, '少しお待ちください。') > 0 && seen(at, taken, '少しお待ちください。') > 0,
    );
    expect([heard(citizen, '少しお待ちください。'), seen(at, taken, '少しお待ちください。')]).toEqual([1, 1]);
  });

  it('gets what it has missed when it is back, each line once and in order', async () => {
    const { citizen, at, taken } = await house.talking();
    await citizen.say('一つめ');
    await waitUntil('the first is read', () => seen(at, taken, '一つめ') === 1);
    at.cut();
    for (const text of ['二つめ', '三つめ', '四つめ']) await citizen.say(text);
    await at.say(taken, '電波が悪いようです。'); // from another window, say
    await at.listen();
    await waitUntil('all is there', () => seen(at, taken, '電波が悪いようです。') === 1);
    const lines = at.linesOf(taken.conversationId);
    expect(lines.map(({ text }) => text).slice(-5)).toEqual([
      '一つめ',
      '二つめ',
      '三つめ',
      '四つめ',
      '電波が悪いようです。',
    ]);
    expect(lines.map(({ seq }) => seq)).toEqual(
      [...new Set(lines.map(({ seq }) => seq))].sort((a, b) => a - b),
    );
  });
});

it('a citizen who leaves while being offered is offered to nobody any more', async () => {
  const citizen = await house.waiting();
  const { conversationId } = citizen.grant;
  const at = await (await house.window(await house.hire())).beAvailable();
  await waitUntil('it is offered', () => at.rowOf(conversationId)?.state === 'offered');
  const { handoffId = '', assignment = 0 } = at.rowOf(conversationId) ?? {};

  await citizen.say('待つのをやめる');
  await waitUntil('it is gone from the list', () => at.rowOf(conversationId) === undefined);

  const accepted = await at.step({ handoffId, conversationId, assignment }, 'accept');
  expect([accepted.status, await codeOf(accepted)]).toEqual([409, 'handoff.stale']);
  expect(await at.next()).toBeUndefined();
  expect([await house.ownerOf(citizen), await house.assignmentsOf(citizen)]).toEqual(['bot', 0]);
});

describe('a server that is killed', () => {
  it('just after an offer: the offer or the place is still there, and one operator gets the citizen', async () => {
    const citizen = await house.waiting();
    const { conversationId } = citizen.grant;
    const at = await (await house.window(await house.hire())).beAvailable();
    await waitUntil('it is offered', () => at.rowOf(conversationId)?.state === 'offered');
    const { handoffId = '', assignment = 0 } = at.rowOf(conversationId) ?? {};

    await house.desk.kill();
    at.cut();
    await house.desk.startAgain();

    await at.listen();
    expect(at.rowOf(conversationId)).toMatchObject({
      state: 'offered',
      assignment,
      operator: { id: at.me.operatorId },
    });
    const taken = { handoffId, conversationId, assignment };
    expect((await at.step(taken, 'accept')).status).toBe(204);
    expect(await house.assignmentsOf(citizen)).toBe(1);
    expect((await at.say(taken, 'お待たせしました。')).status).toBe(200);
    await citizen.resume();
    await citizen.listen();
    await waitUntil('the citizen reads it', () => heard(citizen, 'お待たせしました。') === 1);
    expect(marks(citizen, 'person-begins')).toHaveLength(1);
  });

  it('between claim and acknowledgement: whoever asks again has it, and nobody else', async () => {
    const citizen = await house.waiting();
    const [at, other] = await Promise.all([0, 1].map(async () => house.window(await house.hire())));
    if (!at || !other) return;
    const claims = at.call('POST', 'next').catch(() => undefined); // its answer is lost
    await waitUntil('the claim is in the database', async () => (await house.assignmentsOf(citizen)) === 1);
    await house.desk.kill();
    await claims;
    for (const one of [at, other]) one.cut();
    await house.desk.startAgain();

    await Promise.all([at.listen(), other.listen()]);
    const row = at.rowOf(citizen.grant.conversationId);
    expect(row).toMatchObject({ state: 'active', operator: { id: at.me.operatorId } });
    expect(await other.next()).toBeUndefined();
    const { handoffId = '', conversationId = '', assignment = 0 } = row ?? {};
    expect((await at.say({ handoffId, conversationId, assignment }, 'お待たせしました。')).status).toBe(200);
    expect((await other.say({ handoffId, conversationId, assignment }, '代わりました。')).status).toBe(409);
    expect(await house.ownerOf(citizen)).toBe(`operator:${at.me.operatorId}`);
  });
});

describe('the same browser', () => {
  it('signs in twice: the newer session counts, the older is over', async () => {
    const operator = await house.hire();
    const browser = await house.window(operator);
    const older = browser.me.csrfToken;
    await browser.enter(await house.link(operator));
    expect(browser.me.csrfToken).not.toBe(older);
    await waitUntil('the older window is told', () =>
      browser.frames.some(({ type }) => type === 'signed-out'),
    );
    expect((await browser.call('GET', 'queue')).status).toBe(200);
  });

  it('and two windows of one operator show the same, and a message of either once', async () => {
    const { citizen, at, taken, operator } = await house.talking();
    const second = await house.window(operator);
    second.watch(taken.conversationId);
    const text = 'こちらの窓から失礼します。';
    await second.say(taken, text);
    const times = () => [heard(citizen, text), seen(at, taken, text), seen(second, taken, text)];
    await waitUntil('all three see it', () => times().every((n) => n > 0));
    expect(times()).toEqual([1, 1, 1]);
  });
});

it('a session that ends while its operator types refuses, and takes the same words after signing in again', async () => {
  const { citizen, at, taken, operator } = await house.talking();
  await house.db.query(
    `update staff_session set ended_at = clock_timestamp(), end_reason = 'test' where operator_id = $1`,
    [operator.id],
  );
  await waitUntil('the page is told', () => at.frames.some(({ type }) => type === 'signed-out'));
  const refused = await at.say(taken, 'お待たせしました。', 'typed-before');
  expect([refused.status, await codeOf(refused)]).toEqual([401, 'session.ended']);
  expect(heard(citizen, 'お待たせしました。')).toBe(0);

  await at.enter(await house.link(operator));
  await at.listen();
  expect((await at.say(taken, 'お待たせしました。', 'typed-before')).status).toBe(200);
  await waitUntil('the citizen reads it once', () => heard(citizen, 'お待たせしました。') === 1);
});

it('a paste of 20 MB is refused politely, on both sides, and the conversation goes on', async () => {
  const { citizen, at, taken } = await house.talking();
  const paste = 'あ'.repeat(7_000_000); // 21 MB of UTF-8
  const answers = await Promise.all([
    at.say(taken, paste),
    citizen.post({ type: 'message', text: paste }),
    at.say(taken, 'あ'.repeat(4001)),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([413, 413, 413]);
  for (const answer of answers) expect(await answer.text()).toMatch(/文字|大き|長/);
  expect((await at.say(taken, '続けます。')).status).toBe(200);
  await waitUntil('the citizen reads it', () => heard(citizen, '続けます。') === 1);
});

it('script in a message or a name stays text everywhere', async () => {
  const script = '<script>alert(1)</script><img src=x onerror=alert(2)>';
  const { citizen, at, taken }: Talk = await house.talking({ displayName: '<b>花子</b>' });
  await citizen.say(script);
  await waitUntil('the operator reads it as it is', () => seen(at, taken, script) === 1);
  await at.say(taken, script);
  await waitUntil('so does the citizen', () => heard(citizen, script) === 2);
  expect(marks(citizen, 'person-begins')[0]?.text).toContain('<b>花子</b>');
  const printed = await (await at.call('GET', `conversations/${taken.conversationId}/transcript`)).text();
  expect(printed).not.toMatch(/<script>alert|<img src=x|<b>花子/);
  expect(printed).toContain('&lt;script&gt;');
});

describe('a role that calls an interface not its own', () => {
  it.each([
    [
      'an operator',
      ['operator'] as const,
      [
        ['GET', 'room'],
        ['GET', 'operators'],
        ['GET', 'audit'],
        ['POST', 'handoffs/1/take-over'],
        ['PUT', 'opening'],
      ],
    ],
    [
      'a knowledge editor',
      ['knowledge-editor'] as const,
      [
        ['GET', 'queue'],
        ['POST', 'next'],
        ['GET', 'search?q=a'],
        ['POST', 'handoffs/1/claim'],
      ],
    ],
    [
      'an administrator',
      ['administrator'] as const,
      [
        ['GET', 'queue'],
        ['POST', 'next'],
        ['GET', 'conversations/1'],
      ],
    ],
  ])('%s is refused', async (_who, roles, calls) => {
    const operator = await house.hire({ roles: [...roles] });
    const at = new ConsoleClient(house.origin);
    await at.submit('/console/sign-in/link', {
      token: new URL(await house.link(operator)).searchParams.get('token') ?? '',
    });
    const account = await at.call('GET', 'me');
    if (account.ok) at.me = (await account.json()) as ConsoleClient['me'];
    for (const [method = '', path = ''] of calls) {
      const answer = await at.call(method, path, method === 'GET' ? undefined : {});
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  it('nobody at all gets in without a session, and a stranger’s page not with one', async () => {
    const stranger = new ConsoleClient(house.origin);
    expect((await stranger.call('GET', 'queue')).status).toBe(401);
    await expect(stranger.listen()).rejects.toThrow('401');
    const at = await house.window(await house.hire());
    const { csrfToken } = at.me;
    Object.assign(at.me, { csrfToken: 'guessed' });
    expect(await codeOf(await at.call('POST', 'next'))).toBe('csrf.missing');
    Object.assign(at.me, { csrfToken });
  });
});

it.each([
  ['far ahead', '2031-01-15T11:00+09:00'],
  ['back', '2019-06-05T11:00+09:00'],
])(
  'a clock that jumps %s takes nothing from whoever has it: leases go by the database’s clock',
  async (_where, time) => {
    const { citizen, at, taken } = await house.talking();
    const second = await house.waiting();
    await house.desk.signal('SIGTERM');
    at.cut();
    await house.desk.startAgain({ DESK_CLOCK: time });
    try {
      await at.listen();
      expect(at.rowOf(taken.conversationId)).toMatchObject({ state: 'active', assignment: taken.assignment });
      expect((await at.say(taken, 'まだおります。')).status).toBe(200);
      await citizen.resume();
      await citizen.listen();
      await waitUntil('the citizen reads it', () => heard(citizen, 'まだおります。') === 1);
      const next = await at.next();
      expect(next?.conversationId).toBe(second.grant.conversationId);
      const times = (await citizen.history()).activities.map(({ timestamp }) => Date.parse(timestamp));
      expect(times).toEqual([...times].sort((a, b) => a - b));
    } finally {
      await house.desk.signal('SIGTERM');
      await house.desk.startAgain();
    }
  },
);
