import { eachWithQueueDesk, FRIDAY_TEN, QueueDesk } from '../../helpers/queue-desk';

const MINUTE = 60_000;

describe('the line, as the citizen has it', () => {
  let desk: QueueDesk;

  eachWithQueueDesk((fresh) => (desk = fresh));
  const place = (id: string) => desk.service.place(desk.db, id);
  const cancel = (id: string) => desk.db.tx((q) => desk.service.cancel(q, id));

  it('gives places in order, and higher priority first', async () => {
    expect(await desk.enqueue('a')).toMatchObject({
      position: 1,
      open: true,
      waitBand: null,
      hoursText: '平日 9:00〜17:00（祝日を除く）',
    });
    expect(await desk.enqueue('b')).toMatchObject({ position: 2 });
    expect(await desk.enqueue('c', { priority: 1 })).toMatchObject({ position: 1 });
    expect(await place('a')).toMatchObject({ position: 2 });
    expect(
      (await desk.service.list()).map(({ conversationId, position }) => [conversationId, position]),
    ).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', 3],
    ]);
    expect(await desk.owner('a')).toBe('queue');
  });

  it('keeps the place of who asks twice', async () => {
    const first = await desk.enqueue('a');
    await desk.enqueue('b');
    expect(await desk.enqueue('a', { cause: 'two-failures' })).toEqual(first);
    expect(await desk.events('a')).toEqual([{ n: 1, state: 'waiting', reason: 'asked', actor: 'citizen' }]);
  });

  it('has one open handoff a conversation when many ask at the same moment', async () => {
    const places = await Promise.all(Array.from({ length: 8 }, () => desk.enqueue('a')));
    expect(new Set(places.map(({ handoffId }) => handoffId)).size).toBe(1);
    expect(await desk.service.list()).toHaveLength(1);
  });

  it('refuses a conversation that the city does not have', async () => {
    const enqueueing = desk.db.tx((q) => desk.service.enqueue(q, desk.request('nobody')));
    await expect(enqueueing).rejects.toMatchObject({ code: 'conversation.unknown' });
  });

  it('tells outside the hours when they begin', async () => {
    desk.now = Date.parse('2021-06-04T18:00:00+09:00');
    expect(await desk.enqueue('a')).toMatchObject({
      open: false,
      nextOpening: '2021-06-07T00:00:00.000Z',
      waitBand: null,
    });
  });

  it('asks for the hours anew each time when a function gives them', async () => {
    let closures: { date: string; reason: string }[] = [];
    const blocks = [{ days: ['fri'], from: '09:00', to: '17:00' }] as const;
    const moving = new QueueDesk(desk.db, 'komae', {
      hours: () => ({ blocks, holidays: 'closed', closures }),
    });
    expect(await moving.enqueue('a')).toMatchObject({ open: true });
    closures = [{ date: '2021-06-04', reason: '機器の点検' }];
    expect(await moving.enqueue('b')).toMatchObject({ open: false });
  });

  it('lets the citizen go back to the bot, and come again at the end of the line', async () => {
    await desk.enqueue('a');
    await desk.enqueue('b');
    await cancel('a');
    await cancel('a');
    expect(await place('a')).toBeUndefined();
    expect(await desk.owner('a')).toBe('bot');
    expect(await place('b')).toMatchObject({ position: 1 });
    expect(await desk.enqueue('a')).toMatchObject({ position: 2 });
    expect(await desk.events('a')).toMatchObject([
      { n: 1, state: 'waiting' },
      { n: 2, state: 'abandoned', reason: 'cancelled', actor: 'citizen' },
      { n: 1, state: 'waiting' },
    ]);
  });

  it('takes a citizen who leaves while being offered from the operator, who cannot accept any more', async () => {
    await desk.operator('sato');
    await desk.enqueue('a');
    await desk.service.route();
    const { handoffId, assignment } = await desk.row('a');
    await cancel('a');
    expect(await desk.row('a')).toMatchObject({ state: 'abandoned', closeReason: 'cancelled' });
    await expect(desk.service.accept({ handoffId, operatorId: 'sato', assignment })).rejects.toMatchObject({
      code: 'handoff.stale',
    });
    expect(await desk.owner('a')).toBe('bot');
  });

  it('does not let the citizen dismiss an operator by cancelling', async () => {
    await desk.operator('sato');
    await desk.enqueue('a');
    await desk.service.claimNext('sato');
    await cancel('a');
    await desk.service.abandon('a', 'gone');
    expect(await desk.row('a')).toMatchObject({ state: 'active', operatorId: 'sato' });
    expect(await desk.owner('a')).toBe('operator:sato');
  });

  it('puts a wish on the worklist, where the bot keeps the word', async () => {
    expect(await desk.enqueue('a', { wish: 'callback' })).toMatchObject({ position: 0, waitBand: null });
    expect(await desk.row('a')).toMatchObject({ state: 'callback' });
    expect(await desk.owner('a')).toBe('bot');
    expect(await place('a')).toBeUndefined();
    expect(await desk.events('a')).toMatchObject([{ state: 'callback' }]);
  });

  it.each([['waiting'], ['offered']])('lets who is %s leave a message instead', async (state) => {
    await desk.enqueue('a');
    if (state === 'offered') {
      await desk.operator('sato');
      await desk.service.route();
    }
    await desk.enqueue('a', { wish: 'message' });
    expect(await desk.row('a')).toMatchObject({ state: 'message' });
    expect((await desk.row('a')).operatorId).toBeUndefined();
    expect(await desk.owner('a')).toBe('bot');
    await cancel('a');
    expect(await desk.row('a')).toMatchObject({ state: 'closed', closeReason: 'cancelled' });
  });

  it('takes who wanted a call back into the line with the time of the first wish', async () => {
    await desk.enqueue('a');
    await desk.enqueue('b');
    await desk.enqueue('a', { wish: 'callback' });
    expect(await place('b')).toMatchObject({ position: 1 });
    expect(await desk.enqueue('a')).toMatchObject({ position: 1 });
    expect(await desk.owner('a')).toBe('queue');
  });

  it('refuses to queue who is with an operator', async () => {
    await desk.operator('sato');
    await desk.enqueue('a');
    await desk.service.claimNext('sato');
    await expect(desk.enqueue('a')).rejects.toMatchObject({ code: 'handoff.stale' });
    await expect(desk.enqueue('a', { wish: 'callback' })).rejects.toMatchObject({ code: 'handoff.stale' });
    expect(await desk.owner('a')).toBe('operator:sato');
  });

  it('puts who is in danger before everybody, once', async () => {
    for (const id of ['a', 'b']) await desk.enqueue(id);
    await desk.db.tx((q) => desk.service.raise(q, 'b', 'emergency'));
    await desk.db.tx((q) => desk.service.raise(q, 'b', 'emergency'));
    expect(await desk.row('b')).toMatchObject({
      priority: 100,
      priorityReason: 'emergency',
      position: 1,
      version: 2,
    });
    expect(await place('a')).toMatchObject({ position: 2 });
  });

  it('commits with the turn, or not at all', async () => {
    await desk.store.open({ conversationId: 'a', channel: 'web', userId: 'a' });
    const failing = desk.db.tx(async (q) => {
      await desk.service.enqueue(q, desk.request('a'));
      await q.query('select 1 / 0');
    });
    await expect(failing).rejects.toThrow('division');
    expect(await desk.service.list()).toEqual([]);
    expect(await desk.owner('a')).toBe('bot');
  });

  it('shows staff the last words, the lines before, cause, topic and candidates', async () => {
    await desk.store.open({ conversationId: 'a', channel: 'web', userId: 'a' });
    await desk.store.receive({ conversationId: 'a', key: '1', text: '税金のことで', activity: {} });
    await desk.enqueue('a', { cause: 'policy-topic', topicId: 'complaint', lastText: '税金のことで' });
    await desk.store.receive({ conversationId: 'a', key: '2', text: 'まだですか', activity: {} });
    const [row] = await desk.service.list();
    expect(row).toMatchObject({
      conversationId: 'a',
      state: 'waiting',
      channel: 'web',
      cause: 'policy-topic',
      topicId: 'complaint',
      skill: 'general',
      position: 1,
      enqueuedAt: '2021-06-04T01:00:00.000Z',
      lastText: 'まだですか',
      candidates: [{ entryId: 'booking.cancel', confidence: 0.41 }],
      summary: [{ author: 'citizen', text: '税金のことで' }],
      assignment: 0,
      held: false,
      citizenAway: false,
      version: 1,
    });
    expect(row?.waitingMs).toBeLessThan(60_000);
    expect(Date.parse(row?.waitingSince ?? '')).toBeGreaterThan(FRIDAY_TEN);
    expect(await desk.service.row(row?.handoffId ?? '')).toEqual({
      ...row,
      waitingMs: expect.any(Number) as number,
    });
  });

  it.each([['0'], ['-1'], ['x'], ['99999999999999999999'], ['']])('has no row %j', async (id) => {
    expect(await desk.service.row(id)).toBeUndefined();
  });

  it('sees only its own city', async () => {
    const other = new QueueDesk(desk.db, 'inagi');
    const { handoffId } = await desk.enqueue('a');
    await other.operator('tanaka');
    expect(await other.service.list()).toEqual([]);
    expect(await other.service.row(handoffId)).toBeUndefined();
    expect(await other.service.place(desk.db, 'a')).toBeUndefined();
    expect(await other.service.claimNext('tanaka')).toBeUndefined();
    expect(await other.service.route()).toBe(0);
    await expect(other.service.claim('tanaka', handoffId)).rejects.toMatchObject({ code: 'handoff.stale' });
    await expect(desk.service.claim('tanaka', handoffId)).rejects.toMatchObject({
      code: 'operator.unavailable',
    });
  });

  describe('a page that is gone', () => {
    it('is shown to staff, and comes back', async () => {
      await desk.enqueue('a');
      await desk.enqueue('l', { channel: 'line' });
      await desk.age(2 * MINUTE);
      expect(await desk.row('a')).toMatchObject({ citizenAway: true });
      expect(await desk.row('l')).toMatchObject({ citizenAway: false });
      await desk.service.seen(['a', 'l', 'nobody']);
      expect(await desk.row('a')).toMatchObject({ citizenAway: false });
    });

    it('leaves the line after half an hour, and is told so', async () => {
      for (const id of ['a', 'b']) await desk.enqueue(id);
      await desk.enqueue('l', { channel: 'line' });
      await desk.enqueue('m', { wish: 'message' });
      await desk.age(31 * MINUTE);
      await desk.service.seen(['b']);
      await desk.service.reap();
      expect(await desk.row('a')).toMatchObject({ state: 'abandoned', closeReason: 'gone' });
      expect(await desk.owner('a')).toBe('bot');
      expect(await desk.told('a')).toEqual(['system: waitedTooLong']);
      for (const id of ['b', 'l']) expect(await desk.row(id)).toMatchObject({ state: 'waiting' });
      expect(await desk.row('m')).toMatchObject({ state: 'message' });
    });

    it('counts from when the citizen asked again', async () => {
      await desk.enqueue('a', { wish: 'callback' });
      await desk.age(60 * MINUTE);
      await desk.enqueue('a');
      await desk.service.reap();
      expect(await desk.row('a')).toMatchObject({ state: 'waiting' });
    });
  });
});
