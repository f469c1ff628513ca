import type { FigureId } from '../../../src/statistics/figure-definitions';
import { Statistics } from '../../../src/statistics/statistics';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { History, TEN } from './history';

const HOUR = 3600_000;
const DAY = { from: TEN - 10 * HOUR, to: TEN + 14 * HOUR };

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** The figures of a stretch, by the database's clock: the desk's is the same here. */
async function figures(city: string, stretch = DAY): Promise<Partial<Record<FigureId, number | null>>> {
  const { figures: found } = await new Statistics(test.db, city).period(stretch, Date.now());
  return Object.fromEntries(found.map(({ id, value }) => [id, value]));
}

describe('a morning, added up by hand', () => {
  const city = 'morning';
  beforeAll(async () => {
    const history = new History(test.db, city);
    await history.operator('op');
    // Answered after 20 s; 300 s of talk, 60 s of wrap-up.
    await history.wait({
      since: 0,
      state: 'closed',
      until: 380,
      talks: [{ accepted: 20, talkEnded: 320, ended: 380 }],
    });
    // An offer ran out after 40 s, accepted by the next after exactly 60 s: in time. 120 s, no wrap-up noted.
    await history.wait({
      since: 100,
      state: 'closed',
      until: 280,
      channel: 'line',
      cause: 'two-failures',
      lastText: '駐車場はありますか',
      talks: [
        { offered: 110, ended: 140 },
        { accepted: 160, ended: 280 },
      ],
    });
    // Answered after 100 s: late. Returned to the queue, taken again 500 s later: 100 s + 200 s, still one conversation.
    await history.wait({
      since: 200,
      state: 'closed',
      until: 1000,
      topic: 'complaint',
      cause: 'policy-topic',
      talks: [
        { accepted: 300, ended: 400 },
        { accepted: 800, talkEnded: 900, ended: 1000 },
      ],
    });
    await history.wait({ since: 300, state: 'abandoned', until: 390 }); // left after 90 s
    await history.wait({ since: 310, state: 'abandoned', until: 314.9 }); // short
    await history.wait({ since: 320, state: 'abandoned', until: 325 }); // five seconds are not short
    await history.wait({ since: 330, state: 'waiting' }); // still there
    await history.wait({
      since: 340,
      state: 'closed',
      until: 900,
      through: ['waiting', 'callback', 'active'],
      talks: [{ accepted: 700, ended: 800 }],
    }); // wanted a call, and was called: 100 s
    await history.wait({ since: 350, state: 'message' });
  });

  it('counts those who wanted a person', async () => {
    expect(await figures(city)).toMatchObject({
      arrivals: 9,
      answered: 3,
      abandoned: 2,
      'abandoned.short': 1,
      wishes: 2,
      moved: 1,
    });
  });

  it('gives the service level, the speed of answer and the abandonment', async () => {
    expect(await figures(city)).toMatchObject({
      'service-level': 40, // 2 of 3 answered + 2 abandoned
      'speed-of-answer': 60, // (20 + 60 + 100) ÷ 3
      abandonment: 40, // 2 of 5
    });
  });

  it('gives the handling time a conversation, with wrap-up, on all channels and on each', async () => {
    expect(await figures(city)).toMatchObject({
      'handling-time': 220, // (360 + 120 + 100 + 200 + 100) ÷ 4 conversations
      'handling-time.web': 253, // (360 + 300 + 100) ÷ 3 = 253.3
      'handling-time.line': 120,
      'handling-time.voice': null,
      'wrap-up-time': 40, // (60 + 100) ÷ 4
    });
  });

  it('says what it was about and where it came from', async () => {
    const { byCause, byTopic, byChannel } = await new Statistics(test.db, city).period(DAY, Date.now());
    expect(byCause).toEqual([
      { id: 'asked', count: 7 },
      { id: 'policy-topic', count: 1 },
      { id: 'two-failures', count: 1 },
    ]);
    expect(byTopic).toEqual([{ id: 'complaint', count: 1 }]);
    expect(byChannel).toEqual([
      { id: 'web', count: 8 },
      { id: 'line', count: 1 },
    ]);
  });

  it('takes the promise as an option', async () => {
    const strict = new Statistics(test.db, city, { withinSeconds: 59, shortAbandonSeconds: 0 });
    const level = (await strict.period(DAY, Date.now())).figures.find(({ id }) => id === 'service-level');
    expect(level?.value).toBe(16.7); // 1 of 3 answered + 3 abandoned
    expect(level?.definition).toContain('59秒以内');
  });

  it('leaves other cities and other days out', async () => {
    expect((await figures('elsewhere')).arrivals).toBe(0);
    expect((await figures(city, { from: DAY.to, to: DAY.to + 24 * HOUR })).arrivals).toBe(0);
  });
});

describe('the worked example of the service level (ICMI, 2002)', () => {
  it('gives 81.9 %: 860 of 1,000 answered in time, 60 abandoned, 10 of them short', async () => {
    const rows = (count: number, columns: string): string =>
      `select 'icmi', c.id, 'web', ${columns} from conversation c where c.city = 'icmi' order by c.id limit ${count}`;
    await test.db.query(
      `insert into conversation (id, city, channel, user_id, last_at, created_at)
       select 'icmi-' || n, 'icmi', 'web', 'u', now(), now() from generate_series(1, 1060) n`,
    );
    const columns = `(city, conversation_id, channel, state, cause, enqueued_at, closed_at, waiting_since, state_since)`;
    const base = `timestamptz '2021-06-04 10:00+09'`;
    await test.db.query(
      `insert into handoff ${columns} ${rows(1060, `'abandoned', 'asked', ${base}, ${base}, ${base}, ${base} + interval '21 s'`)}`,
    );
    await test.db.query(
      `with numbered as (select id, row_number() over (order by id) as n from handoff where city = 'icmi')
       update handoff set state = case when n <= 1000 then 'closed' else 'abandoned' end,
         state_since = case when n between 1001 and 1010 then ${base} + interval '4 s' else state_since end
       from numbered where numbered.id = handoff.id`,
    );
    await test.db.query(
      `insert into assignment (handoff_id, n, city, operator_id, started_at, accepted_at, ended_at, end_reason)
       select id, 1, 'icmi', 'op', ${base}, ${base} + case when n <= 860 then interval '20 s' else interval '25 s' end,
         ${base} + interval '5 min', 'test'
       from (select id, row_number() over (order by id) as n from handoff where city = 'icmi') h where n <= 1000`,
    );
    const { figures: found } = await new Statistics(test.db, 'icmi', { withinSeconds: 20 }).period(
      DAY,
      Date.now(),
    );
    expect(found.find(({ id }) => id === 'service-level')?.value).toBe(81.9); // 860 ÷ (1,000 + 50)
  });
});

describe('when nothing happened', () => {
  it('counts are 0, and means and shares are null, not 0', async () => {
    const found = await figures('nobody');
    const empty = Object.entries(found).filter(([, value]) => value === null);
    expect(empty.map(([id]) => id)).toEqual([
      'service-level',
      'speed-of-answer',
      'abandonment',
      'handling-time',
      'handling-time.web',
      'handling-time.line',
      'handling-time.voice',
      'wrap-up-time',
      'containment',
      'containment.voice',
      'questions.answered-share',
    ]);
    expect(Object.values(found).filter((value) => value !== null && value !== 0)).toEqual([]);
  });
});

describe('across midnight', () => {
  it('counts the wait on the day it began, the handling on the day it ended', async () => {
    const history = new History(test.db, 'midnight');
    const last = 14 * 3600 - 30; // 23:59:30
    await history.wait({
      since: last,
      state: 'closed',
      until: last + 200,
      talks: [{ accepted: last + 50, ended: last + 200 }],
    });
    const next = { from: DAY.to, to: DAY.to + 24 * HOUR };
    expect(await figures('midnight')).toMatchObject({
      arrivals: 1,
      'service-level': 100,
      'handling-time': null,
    });
    expect(await figures('midnight', next)).toMatchObject({
      arrivals: 0,
      'service-level': null,
      'handling-time': 150,
    });
  });
});

describe('citizens’ conversations', () => {
  it('are contained when nobody was asked for in the period and no handoff was open in it', async () => {
    const history = new History(test.db, 'contained');
    const talk = async (channel?: 'line'): Promise<string> => {
      const id = await history.conversation(channel);
      await history.line(id, 60);
      return id;
    };
    await talk(); // contained
    const old = await talk('line'); // contained: its handoff was over the day before
    await history.wait({ conversation: old, since: -20 * 3600, state: 'closed', until: -19 * 3600 });
    const open = await talk('line'); // needed: begun the day before, still open in the morning
    await history.wait({ conversation: open, since: -20 * 3600, state: 'closed', until: 120 });
    await history.line(await talk(), 70, { decision: 'handoff' }); // asked for a person out of hours
    await history.wait({ conversation: await talk(), since: 80, state: 'abandoned', until: 90 });
    await history.line(await history.conversation(), 60, { decision: 'answer', entryIds: ['a'] }); // nobody wrote here
    expect(await figures('contained')).toMatchObject({ conversations: 5, containment: 40 });
  });
});

describe('questions', () => {
  it('of chats and calls are one statistic, and say which entry answered', async () => {
    const history = new History(test.db, 'questions');
    await history.operator('op-q');
    const id = await history.conversation();
    await history.line(id, 1);
    await history.line(id, 2, { decision: 'answer', entryIds: ['booking.change', 'booking.cancel'] }); // one question of two parts
    await history.line(id, 3, { decision: 'disambiguate', entryIds: ['booking.phone'] }); // not told yet
    await history.line(id, 4, { decision: 'fallback' });
    await history.line(id, 5, { decision: 'operator', entryIds: ['booking.change'] });
    await history.line(id, 6, { decision: 'operator' }); // own words: no question of its own
    await history.wait({ since: 7, state: 'waiting', cause: 'two-failures', lastText: '猫も打てますか' });
    await history.call(8, 'booking.change');
    await history.call(9);
    const { entries } = await new Statistics(test.db, 'questions').period(DAY, Date.now());
    expect(entries).toEqual([
      { entryId: 'booking.change', bot: 1, operator: 1, call: 1 },
      { entryId: 'booking.cancel', bot: 1, operator: 0, call: 0 },
    ]);
    expect(await figures('questions')).toMatchObject({
      calls: 2,
      'questions.answered': 3, // the bot's, the operator's, one call
      'questions.unanswered': 3, // the fallback, the two failures, one call
      questions: 6,
      'questions.answered-share': 50,
    });
  });
});

describe('the clocks', () => {
  it('days are the desk’s: in the demonstration they are moved to where the database has them', async () => {
    const history = new History(test.db, 'demonstration');
    await history.wait({ since: 0, state: 'waiting' });
    const ahead = 100 * 24 * HOUR; // DESK_CLOCK shows a hundred days later
    const now = Date.now() + ahead;
    const statistics = new Statistics(test.db, 'demonstration');
    const arrivals = async (from: number): Promise<unknown> =>
      (await statistics.period({ from, to: from + HOUR }, now)).figures.find(({ id }) => id === 'arrivals')
        ?.value;
    expect(await arrivals(TEN)).toBe(0);
    expect(await arrivals(TEN + ahead)).toBe(1);
  });
});

describe('the room', () => {
  const operator = { state: 'available', site: 'main', capacity: 2, open: 0 };
  const inRoom = async (city: string, operators = [operator], drainedSites: string[] = []) => {
    const now = Date.now();
    const room = await new Statistics(test.db, city).room({
      since: now - HOUR,
      now,
      operators,
      drainedSites,
    });
    return { ...room, values: Object.fromEntries(room.figures.map(({ id, value }) => [id, value])) };
  };

  it('shows the line of each skill and the longest wait', async () => {
    const history = new History(test.db, 'room');
    const now = (Date.now() - TEN) / 1000;
    await history.wait({ since: now - 30, state: 'waiting' });
    await history.wait({ since: now - 600, state: 'waiting', skill: 'booking' });
    await history.wait({ since: now - 90, state: 'waiting', skill: 'booking' });
    await history.wait({ since: now - 9000, state: 'callback' });
    const { lines, values } = await inRoom('room');
    expect(values).toMatchObject({ 'queue.waiting': 3, 'queue.late': 2, 'queue.worklist': 1, arrivals: 3 });
    expect(values['queue.longest-wait']).toBeGreaterThanOrEqual(600);
    expect(lines.map(({ skill, waiting, late }) => [skill, waiting, late])).toEqual([
      ['booking', 2, 2],
      ['general', 1, 0],
    ]);
  });

  it('counts operators who could take somebody at once', async () => {
    const operators = [
      operator,
      { ...operator, open: 2 },
      { ...operator, state: 'away' },
      { ...operator, site: 'annex' },
    ];
    expect((await inRoom('empty', operators, ['annex'])).values['operators.free']).toBe(1);
  });

  it('estimates how many are needed by Erlang C: 25 in half an hour, twelve minutes each', async () => {
    const history = new History(test.db, 'busy');
    const now = (Date.now() - TEN) / 1000;
    for (let n = 0; n < 25; n++) {
      const talks = [{ accepted: now - 900, ended: now - 180 }];
      await history.wait({ since: now - 900, state: 'closed', until: now - 180, talks });
    }
    // 25 × 720 s ÷ 1,800 s = 10 erlangs; 80 % within 60 s of 720 s take 14 conversations at a time (13 give 77.8 %)
    expect((await inRoom('busy')).values['operators.needed']).toBe(7); // two at a time
    expect((await inRoom('busy', [])).values['operators.needed']).toBe(14); // nobody on duty: one at a time
    expect((await inRoom('empty')).values['operators.needed']).toBeNull();
  });

  it('has no longest wait when nobody waits', async () => {
    expect((await inRoom('empty')).values).toMatchObject({ 'queue.waiting': 0, 'queue.longest-wait': null });
  });
});
