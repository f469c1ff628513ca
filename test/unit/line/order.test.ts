import { LineDesk } from '../../helpers/line-desk';

/** Reply tokens live for a minute: so many people write in one that even a slow machine answers all of them in it. */
const WAVES = 10;
const USERS_A_WAVE = 50;
const QUESTIONS = [
  '駐車場はありますか',
  '当日の持ち物を教えてください',
  '接種の費用はかかりますか',
  '予約を取り消したい',
  '会場はどこですか',
] as const;

/** A generator of one's own: the same disturbance each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe('500 people who ask five questions each, in a webhook that sends twice and out of order', () => {
  let desk: LineDesk;
  beforeAll(async () => {
    desk = await LineDesk.open();
  });
  afterAll(() => desk.close());

  it('are all answered once and in the order they asked, by replies alone, after the node that took the events is gone', async () => {
    const { fake } = desk;
    const expected: string[] = [];
    for (let wave = 0; wave < WAVES; wave += 1) {
      const users = Array.from({ length: USERS_A_WAVE }, (_, n) => fake.user(`利用者${wave}-${n}`));
      const events = users.flatMap((user) =>
        QUESTIONS.map((text, n) => {
          const event = user.text(text);
          return { ...event, timestamp: event.timestamp + n };
        }),
      );
      const taking = await desk.node({ idle: true });
      await fake.webhooks.deliverDisturbed(events, { random: randomFrom(wave), atOnce: 20 });
      await taking.close();
      const answering = await desk.node();
      await Promise.all(
        events.filter((_, n) => n % 7 === 0).map((event) => fake.webhooks.deliver([event], true)),
      );
      await desk.settled(60_000);
      await answering.close();

      if (wave === 0) expected.push(...beginnings(users[0]?.talk.answers ?? []));
      for (const user of users) {
        const asked = (await desk.lines(user.userId)).filter(({ author }) => author === 'citizen');
        expect(asked.map(({ text }) => text)).toEqual([...QUESTIONS]);
        expect(beginnings(user.talk.answers)).toEqual(expected);
      }
    }
    expect(new Set(expected).size).toBe(QUESTIONS.length);
    expect(fake.callsTo('/message/push')).toEqual([]);
    expect(fake.callsTo('/message/reply')).toHaveLength(WAVES * USERS_A_WAVE * QUESTIONS.length);
    expect(fake.world.quotaUsed).toBe(0);
    expect(fake.world.violations).toEqual([]);
  }, 240_000);
});

/** Each answer by its beginning. */
function beginnings(answers: readonly string[]): string[] {
  return answers.map((text) => text.slice(0, 24));
}
