import { EMPTY, reduce, type State } from '../../../src/console/page/state';
import type { ConsoleRow, FeedFrame } from '../../../src/console/wire';
import { ConversationStore } from '../../../src/transcript/conversation-store';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';
import { waitUntil } from '../../helpers/wait-until';
import { ConsoleDesk, type ConsoleClient, type FeedClient } from './console-desk';
import { smallDesk } from './small-desk';

let database: TestDatabase;
let desk: ConsoleDesk;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await ConsoleDesk.open(database.db, await smallDesk(), { poll: 200, sweep: 300, session: 60_000 });
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

let feeds: FeedClient[] = [];
const open = async (client: ConsoleClient): Promise<FeedClient> => {
  const feed = await client.feed();
  feeds.push(feed);
  return feed;
};
afterEach(() => {
  feeds.forEach((feed) => feed.cut());
  feeds = [];
});

/** What a page knows that has read these frames. */
const known = (frames: readonly FeedFrame[]): State =>
  frames.reduce((state, frame) => reduce(state, { type: 'frame', frame, at: 0 }), EMPTY);

describe('the queue on the feed', () => {
  it('is, after any act, the first state plus the frames since: what a fresh console gets', async () => {
    const ann = await desk.staff('ann');
    const bea = await desk.staff('bea');
    const feed = await open(ann);
    const acts: (() => Promise<unknown>)[] = [
      () => desk.waiting('q1', 'こんにちは'),
      () => desk.waiting('q2'),
      () => desk.waiting('q3'),
      () => desk.citizenSays('q2', 'まだですか'),
      () => ann.post('next'),
      () => desk.queue.service.abandon('q2', 'gone'),
      () => bea.take('q3'),
      () => bea.post('presence', { state: 'away' }),
      async () => {
        const { handoffId, assignment } = await desk.queue.leaseOf('q1');
        await ann.post(`handoffs/${handoffId}/hold`, { assignment, on: true });
        await ann.post(`handoffs/${handoffId}/transfer`, {
          assignment,
          skill: 'general',
          note: 'お願いします',
        });
      },
      async () => {
        const { handoffId, assignment } = await desk.queue.leaseOf('q3');
        await bea.post(`handoffs/${handoffId}/end`, { assignment });
        await bea.post(`handoffs/${handoffId}/close`, { assignment, code: 'test', reason: 'resolved' });
      },
    ];
    for (const act of acts) {
      await act();
      const fresh = known((await open(bea)).frames.slice(0, 1));
      await waitUntil('the same as a fresh state', () => {
        const state = known(feed.frames);
        return (
          JSON.stringify(byId(state.rows)) === JSON.stringify(byId(fresh.rows)) &&
          JSON.stringify(state.operators) === JSON.stringify(fresh.operators)
        );
      });
    }
    expect([...known(feed.frames).rows.values()].map(({ conversationId }) => conversationId)).toEqual(['q1']);
    expect(feed.of('state')).toHaveLength(1);
  });

  const byId = (rows: ReadonlyMap<string, ConsoleRow>): ConsoleRow[] =>
    [...rows.values()].sort((a, b) => Number(a.handoffId) - Number(b.handoffId));

  it('goes on when wake-ups are lost: the poll finds the events', async () => {
    const cleo = await desk.staff('cleo');
    const feed = await open(cleo);
    await desk.store.open({ conversationId: 'silent', channel: 'web', userId: 'silent' });
    const other = database.open();
    // As another node whose NOTIFY never arrives.
    await other.query(
      `with h as (insert into handoff (city, conversation_id, channel, cause, enqueued_at, events)
         values ('komae', 'silent', 'web', 'asked', now(), 1) returning id)
       insert into handoff_event (handoff_id, n, city, state, actor, reason, at) select id, 1, 'komae', 'waiting', 'citizen', 'asked', now() from h`,
    );
    const shown = () => [...known(feed.frames).rows.values()].map(({ conversationId }) => conversationId);
    await waitUntil('the row', () => shown().includes('silent'));

    expect(shown()).toContain('silent');
  });
});

describe('a watched conversation', () => {
  it('arrives without gaps or doubles over lost connections, while others write', async () => {
    const dora = await desk.staff('dora');
    await desk.waiting('long', 'はじめ');
    const { handoffId, assignment } = await dora.take('long');
    const other = database.open();
    const writer = new ConversationStore(other, 'komae', () => desk.queue.now);
    const steady = await open(dora);
    steady.watch('long');
    let stop = false;
    const writing = (async () => {
      for (let n = 0; !stop; n += 1)
        await writer.receive({
          conversationId: 'long',
          key: `w${n}`,
          activity: { type: 'message', text: `${n}` },
          text: `${n}`,
        });
    })();
    const talking = (async () => {
      for (let n = 0; !stop; n += 1)
        await dora.post('conversations/long/say', { handoffId, assignment, key: `s${n}`, text: `はい ${n}` });
    })();
    const seen: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      const feed = await open(dora);
      feed.watch('long', seen.at(-1) ?? 0);
      await waitUntil('a few more', () => feed.seqs('long').length > 20);
      feed.cut();
      seen.push(...feed.seqs('long'));
    }
    stop = true;
    await Promise.all([writing, talking]);
    const feed = await open(dora);
    feed.watch('long', seen.at(-1) ?? 0);
    const all = (await desk.store.since('long', 0)).map(({ seq }) => seq);
    await waitUntil('the rest', () => [...seen, ...feed.seqs('long')].length >= all.length);

    await waitUntil('the rest in the other window', () => steady.seqs('long').length >= all.length);
    expect([...seen, ...feed.seqs('long')]).toEqual(all);
    expect(steady.seqs('long')).toEqual(all);
  }, 60_000);

  it('reaches every window of one operator', async () => {
    const eve = await desk.staff('eve');
    await desk.waiting('two');
    const [left, right] = [await open(eve), await open(eve)];
    left.watch('two');
    right.watch('two');
    const seq = await desk.citizenSays('two', '見えますか');
    for (const feed of [left, right]) await waitUntil('the line', () => feed.seqs('two').includes(seq));

    expect(left.seqs('two')).toEqual(right.seqs('two'));
  });

  it('shows who else looks, by name and once each, and who listens', async () => {
    const [fay, gil] = [await desk.staff('fay'), await desk.staff('gil', { roles: ['supervisor'] })];
    await desk.waiting('seen');
    await fay.take('seen');
    const [mine, again, his] = [await open(fay), await open(fay), await open(gil)];
    mine.watch('seen', 0, 'leading');
    again.watch('seen', 0, 'viewing');
    his.watch('seen', 0, 'listening');
    const viewers = (feed: FeedClient) =>
      feed
        .of('viewers')
        .at(-1)
        ?.viewers.map(({ name, mode }) => `${name} ${mode}`);
    await waitUntil(
      'both',
      () => JSON.stringify(viewers(mine)) === '["fayさん leading","gilさん listening"]',
    );
    his.cut();
    await waitUntil('one less', () => JSON.stringify(viewers(mine)) === '["fayさん leading"]');
    again.watch('seen', 0, 'listening'); // for supervisors only

    expect((await fay.conversation('seen')).viewers.map(({ mode }) => mode)).toEqual(['leading']);
  });

  it('carries typing signs: the citizen’s to whoever looks, the leading operator’s to others and not too often', async () => {
    const [hana, ian] = [await desk.staff('hana'), await desk.staff('ian')];
    await desk.waiting('typed');
    await hana.take('typed');
    const [mine, his] = [await open(hana), await open(ian)];
    mine.watch('typed');
    his.watch('typed');
    const signs: string[] = [];
    const unlisten = await database.db.listen('typing', (sign) => signs.push(sign));
    his.send({ type: 'typing', conversationId: 'typed' }); // does not lead
    for (let n = 0; n < 5; n += 1) mine.send({ type: 'typing', conversationId: 'typed' });
    await waitUntil('the sign', () => his.of('typing').length > 0);
    await database.db.notify('typing', JSON.stringify({ conversationId: 'typed', by: 'citizen' }));
    await waitUntil('the citizen', () => his.of('typing').some(({ by }) => by === 'citizen'));
    await unlisten();

    expect(his.of('typing')).toEqual([
      { type: 'typing', conversationId: 'typed', by: 'operator', name: 'hanaさん' },
      { type: 'typing', conversationId: 'typed', by: 'citizen' },
    ]);
    expect(signs.filter((sign) => sign.includes('operator'))).toHaveLength(1);
  });

  it('brings notes to whoever looks', async () => {
    const jun = await desk.staff('jun');
    await desk.waiting('noted');
    const feed = await open(jun);
    feed.watch('noted');
    await jun.post('conversations/noted/notes', { key: 'n', text: '折り返し待ち' });
    await jun.post('conversations/noted/notes', { key: 'n', text: '折り返し待ち' });
    await waitUntil('the note', () => feed.of('notes').length > 0);

    expect(feed.of('notes').at(-1)?.notes).toMatchObject([
      { by: { label: 'junさん' }, text: '折り返し待ち', kind: 'note' },
    ]);
  });

  it('is refused when it never came to people', async () => {
    const kei = await desk.staff('kei');
    await desk.store.open({ conversationId: 'bot-only', channel: 'web', userId: 'x' });
    await desk.citizenSays('bot-only', '自動応答だけ');
    await desk.waiting('after');
    const feed = await open(kei);
    feed.watch('bot-only');
    feed.watch('after');
    await desk.citizenSays('after', 'これは届く');
    await waitUntil('the other one', () => feed.seqs('after').length > 0);

    expect(feed.seqs('bot-only')).toEqual([]);
    expect((await kei.call('GET', 'conversations/bot-only')).status).toBe(404);
  });
});

describe('the session of a feed', () => {
  it('ends everywhere within a second when somebody signs out, and says so', async () => {
    const lea = await desk.staff('lea');
    const elsewhere = await desk.signIn('lea');
    const [one, two, kept] = [await open(lea), await open(lea), await open(elsewhere)];
    await desk.signOut(lea);
    for (const feed of [one, two]) await waitUntil('closed', () => feed.closed !== undefined);

    expect([one.closed, two.closed, kept.closed]).toEqual([4401, 4401, undefined]);
    expect(one.frames.at(-1)).toEqual({ type: 'signed-out' });
    expect((await lea.post('presence', { state: 'away' })).code).toBe('session.ended');
  });

  it('is asked for: no cookie, a foreign page, another role', async () => {
    const mai = await desk.staff('mai');
    const editor = await desk
      .staff('ned', { roles: ['knowledge-editor'], state: 'offline' })
      .catch(() => desk.signIn('ned'));

    await expect(mai.feed({ cookie: '' })).rejects.toThrow('401');
    await expect(mai.feed({ origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(mai.feed({ origin: 'https://www.city.example' })).rejects.toThrow('401');
    await expect(editor.feed()).rejects.toThrow('403');
  });

  it('stays up with what it does not understand', async () => {
    const oto = await desk.staff('oto');
    const feed = await open(oto);
    for (const sent of ['', '{', '[]', '{"type":"nonsense"}', '{"type":"watch","conversationId":1}', 'null'])
      feed.send(sent);
    feed.send({ type: 'beat' });
    await desk.waiting('still');
    await waitUntil('the queue', () =>
      [...known(feed.frames).rows.values()].some((row) => row.conversationId === 'still'),
    );

    expect(feed.closed).toBeUndefined();
  });

  it('may end without anybody going offline: only missing beats do that', async () => {
    const pia = await desk.staff('pia');
    const feed = await open(pia);
    feed.cut();
    await waitUntil('gone', () => feed.closed !== undefined);
    const queue = await pia.get<{ operators: { operatorId: string; state: string }[] }>('queue');

    expect(queue.operators.find(({ operatorId }) => operatorId === 'pia')?.state).toBe('available');
  });
});
