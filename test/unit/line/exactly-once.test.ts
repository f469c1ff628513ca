import { FAULTS, type Fault } from '../../fakes/line/faults';
import type { WebhookEvent } from '../../fakes/line/events';
import type { LineUser } from '../../fakes/line/line-user';
import { LineDesk } from '../../helpers/line-desk';

/** Done by the platform; the answer does not come before the test is over. */
const never = new Promise(() => undefined);
const TOO_SLOW: Fault = { kind: 'slow', until: never };

interface Trouble {
  readonly name: string;
  /** Met by the next calls to reply, to push. */
  readonly reply?: () => readonly Fault[];
  readonly push?: () => readonly Fault[];
  /** The reply token cannot be used any more. */
  readonly tokenGone?: boolean;
  /** The event comes twice, the second time as a redelivery. */
  readonly twice?: boolean;
  /** How the citizen sees the answer: `reply` or `push` once, or not at all. */
  readonly seen: 'reply' | 'push' | 'nothing';
  readonly state: 'accepted' | 'unknown';
  /** Retry keys of the pushes; default one. A push that LINE has certainly not taken is a new one. */
  readonly keys?: number;
}

/** What is ambiguous is never repeated: a reply has no retry key. What is certain is repeated until it is there. */
const TROUBLES: readonly Trouble[] = [
  { name: 'nothing goes wrong', seen: 'reply', state: 'accepted' },
  { name: 'the event comes twice', twice: true, seen: 'reply', state: 'accepted' },
  {
    name: 'the reply breaks off before LINE has it',
    reply: () => [FAULTS.dropBefore],
    seen: 'nothing',
    state: 'unknown',
  },
  {
    name: 'the reply breaks off after LINE has it',
    reply: () => [FAULTS.dropAfter],
    seen: 'reply',
    state: 'unknown',
  },
  {
    name: 'the reply is answered 500 and not done',
    reply: () => [FAULTS.broken],
    seen: 'nothing',
    state: 'unknown',
  },
  {
    name: 'the reply is answered 500 though done',
    reply: () => [FAULTS.brokenAfter],
    seen: 'reply',
    state: 'unknown',
  },
  { name: 'the reply takes too long', reply: () => [TOO_SLOW], seen: 'reply', state: 'unknown' },
  {
    name: 'replies are rate-limited',
    reply: () => [FAULTS.tooMany, FAULTS.tooMany],
    seen: 'reply',
    state: 'accepted',
  },
  {
    name: 'the access token is refused for a while',
    reply: () => [FAULTS.tokenExpired],
    seen: 'reply',
    state: 'accepted',
  },
  { name: 'the reply token is gone', tokenGone: true, seen: 'push', state: 'accepted' },
  {
    name: 'the push breaks off before LINE has it',
    tokenGone: true,
    push: () => [FAULTS.dropBefore],
    seen: 'push',
    state: 'accepted',
  },
  {
    name: 'the push breaks off after LINE has it',
    tokenGone: true,
    push: () => [FAULTS.dropAfter],
    seen: 'push',
    state: 'accepted',
  },
  {
    name: 'the push is answered 500 and not done',
    tokenGone: true,
    push: () => [FAULTS.broken, FAULTS.broken],
    seen: 'push',
    state: 'accepted',
  },
  {
    name: 'the push is answered 500 though done',
    tokenGone: true,
    push: () => [FAULTS.brokenAfter],
    seen: 'push',
    state: 'accepted',
  },
  {
    name: 'the push takes too long',
    tokenGone: true,
    push: () => [TOO_SLOW],
    seen: 'push',
    state: 'accepted',
  },
  {
    name: 'pushes are rate-limited',
    keys: 2,
    tokenGone: true,
    push: () => [FAULTS.tooMany],
    seen: 'push',
    state: 'accepted',
  },
];

const EVENTS: Readonly<Record<string, (user: LineUser) => WebhookEvent>> = {
  text: (user) => user.text('駐車場はありますか'),
  sticker: (user) => user.content('sticker'),
  image: (user) => user.content('image'),
  video: (user) => user.content('video'),
  audio: (user) => user.content('audio'),
  file: (user) => user.content('file'),
  location: (user) => user.content('location'),
  postback: (user) => user.postback('say=会場はどこですか'),
  follow: (user) => user.event({ type: 'follow', follow: { isUnblocked: false } }),
};

const isSlow = ({ name }: Trouble): boolean => name.endsWith('takes too long');

describe.each([
  ['', TROUBLES.filter((trouble) => !isSlow(trouble)), {}],
  [' on a slow LINE', TROUBLES.filter(isSlow), { timeoutMs: 400 }],
] as const)('every trouble with every kind of event%s', (_, troubles, pace) => {
  let desk: LineDesk;
  beforeAll(async () => {
    desk = await LineDesk.open(pace);
    await desk.node();
  });
  afterAll(() => desk.close());

  describe.each(troubles)('$name', ({ name, reply, push, tokenGone, twice, seen, state, keys = 1 }) => {
    it.each(Object.keys(EVENTS))('%s is answered once at most, and once where it can be', async (kind) => {
      const { fake } = desk;
      const user = fake.user(`${name} ${kind}`);
      const event = EVENTS[kind]?.(user) as WebhookEvent;
      const token = fake.world.replyTokens.get(event.replyToken ?? '');
      if (tokenGone && token) token.used = true;
      fake.faults.next('/message/reply', ...(reply?.() ?? []));
      fake.faults.next('/message/push', ...(push?.() ?? []));
      const callsBefore = fake.calls.length;

      await fake.webhooks.deliver([event]);
      if (twice) await fake.webhooks.deliver([event], true);
      await desk.settled();

      const answers = user.talk.seen.filter(({ from }) => from === 'account');
      expect(answers.map(({ via }) => via)).toEqual(seen === 'nothing' ? [] : [seen]);
      expect((await desk.outbox(user.userId)).map((row) => row.state)).toEqual([state]);
      const pushes = fake.calls.slice(callsBefore).filter(({ path }) => path.endsWith('/message/push'));
      expect(pushes.length > 0).toBe(seen === 'push');
      expect(new Set(pushes.map(({ retryKey }) => retryKey)).size).toBe(seen === 'push' ? keys : 0);
      expect(fake.faults.left).toBe(0);
      expect(fake.world.violations).toEqual([]);
    });
  });
});
