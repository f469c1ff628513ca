import { FAULTS } from '../../fakes/line/faults';
import { LineDesk, type LineNode } from '../../helpers/line-desk';
import { Staff } from '../../helpers/staff';
import { waitUntil } from '../../helpers/wait-until';

describe('a talk on LINE', () => {
  let desk: LineDesk;
  let node: LineNode;
  let operatorId: string;
  beforeAll(async () => {
    desk = await LineDesk.open();
    node = await desk.node();
    const sato = await new Staff(desk.db).hire({ login: 'sato', displayName: '佐藤', capacity: 20 });
    operatorId = sato.id;
    await node.handoff.setPresence(operatorId, 'available');
  });
  afterAll(() => desk.close());

  const conversationOf = async (talkId: string): Promise<string> => {
    const [row] = await desk.db.query<{ id: string }>(
      'select conversation_id as id from line_talk where talk_id = $1',
      [talkId],
    );
    return row?.id ?? '';
  };

  const claim = async (talkId: string) => {
    const conversationId = await conversationOf(talkId);
    const row = (await node.handoff.list()).find((one) => one.conversationId === conversationId);
    return node.handoff.claim(operatorId, row?.handoffId ?? '');
  };

  it('greets a new friend, and who comes back after blocking', async () => {
    const user = desk.fake.user('友だち');
    await user.follows();
    await desk.settled();
    await user.blocks();
    await user.follows();
    await desk.settled();

    expect(user.talk.answers).toHaveLength(2);
    expect(user.talk.answers[0]).toContain('ワクチン接種の窓口');
  });

  it('offers choices as buttons under the last message, and takes the one that is pressed', async () => {
    const user = desk.fake.user('えらぶ人');
    await user.says('予約');
    await desk.settled();
    const [first = ''] = user.labels;
    expect(user.labels.length).toBeGreaterThan(1);
    await user.presses(first);
    await desk.settled();

    expect(user.talk.answers).toHaveLength(2);
    expect(desk.fake.world.violations).toEqual([]);
  });

  it('sends the map of a venue with the way to it', async () => {
    const user = desk.fake.user('地図の人');
    await user.says('岩戸児童センターへの行き方を教えてください');
    await desk.settled();

    const types = user.talk.seen.flatMap(({ message }) => message?.type ?? []);
    expect(types).toEqual(['text', 'location']);
    expect(user.talk.answers[1]).toContain('岩戸児童センター（位置は見本）');
    expect(user.labels).toContain('はい');
  });

  it('takes a message back everywhere: transcript, original, queue, and what is still to be answered', async () => {
    const user = desk.fake.user('取り消す人');
    const event = await user.says('電話は090-0000-0000です。人と話したい');
    await desk.settled();
    const before = await desk.lines(user.userId);
    expect(before[0]?.text).toContain('〔電話番号〕');
    const id = await conversationOf(user.userId);
    const count = async (sql: string) => (await desk.db.query(sql, [id])).length;
    expect(await count('select from sealed_original where conversation_id = $1')).toBe(1);

    await user.unsends((event['message'] as { id: string }).id);
    await desk.settled();

    const after = await desk.lines(user.userId);
    expect(after[0]?.text).toBe('〔送信取り消し〕');
    expect(after.at(-1)?.text).toContain('取り消された');
    expect(await count('select from sealed_original where conversation_id = $1')).toBe(0);
    const everything = await desk.db.query<{ all: string }>(
      `select coalesce(string_agg(m.text || m.activity::text, ' '), '') || (select string_agg(h.last_text || h.summary::text, ' ') from handoff h where h.conversation_id = $1)
         || (select coalesce(string_agg(b.value::text, ' '), '') from bot_state b where b.key like '%' || $1 || '%') as all from message m where m.conversation_id = $1`,
      [id],
    );
    expect(everything[0]?.all).not.toContain('人と話したい。');
    expect(everything[0]?.all).not.toContain('電話は');
  });

  it('does not answer a message that was taken back before it came', async () => {
    const user = desk.fake.user('早い人');
    const event = user.text('接種の費用はかかりますか');
    await user.unsends((event['message'] as { id: string }).id);
    await desk.fake.webhooks.deliver([event], true);
    await desk.settled();

    expect(user.talk.answers).toEqual([]);
    expect(await desk.lines(user.userId)).toEqual([]);
  });

  it('answers in a group only when it is mentioned, keeps nothing else, and connects nobody there', async () => {
    const { fake } = desk;
    const [one, two] = [fake.user('甲'), fake.user('乙')];
    const group = fake.group('町内会', one, two);
    const join = fake.event(group.sourceOf(), { type: 'join' });
    const ask = one.text('駐車場はありますか', { source: group.sourceOf(one), mentionsAccount: true });
    await fake.webhooks.deliver([
      join,
      two.text('あしたの集まりは10時です', { source: group.sourceOf(two) }),
      two.content('image', { source: group.sourceOf(two) }),
      { ...ask, timestamp: ask.timestamp + 1 },
    ]);
    await desk.settled();
    const person = one.text('人と話したい', { source: group.sourceOf(one), mentionsAccount: true });
    const personal = one.text('090-0000-0000です', { source: group.sourceOf(one), mentionsAccount: true });
    await fake.webhooks.deliver([person]);
    await desk.settled();
    await fake.webhooks.deliver([personal]);
    await desk.settled();

    const said = fake.world.talk(group.id).answers;
    expect(said[0]).toContain('お招き');
    expect(said[1]).toContain('駐車場');
    expect(said[2]).toContain('グループでは、職員におつなぎできません');
    expect(said[3]).toContain('個人情報');
    expect(said.slice(0, 4).join()).not.toContain('市のページ');
    const lines = await desk.lines(group.id);
    expect(lines.filter(({ author }) => author === 'citizen').map(({ text }) => text)).toEqual([
      '駐車場はありますか',
      '人と話したい',
      expect.stringContaining('〔電話番号〕'),
    ]);
    expect(
      fake
        .callsTo('/chat/loading/start')
        .every(({ body }) => (body as { chatId: string }).chatId !== group.id),
    ).toBe(true);
  });

  it('leaves alone what it does not know, what is in standby, and what is another system’s', async () => {
    const user = desk.fake.user('静かな人');
    await desk.fake.webhooks.deliver([
      user.text('駐車場はありますか', { mode: 'standby' }),
      user.event({ type: 'accountLink', link: { result: 'ok', nonce: 'n' } }),
      user.event({ type: 'somethingNew', data: { deep: [1] } }),
      user.postback('action=reserve&id=1'),
      user.event({ type: 'message', message: { type: 'hologram', id: '1' } }),
    ]);
    await desk.settled();

    expect(user.talk.answers).toEqual([]);
  });

  it('answers people whose profile cannot be read, and asks for nobody’s', async () => {
    const user = desk.fake.user('見えない人');
    Object.assign(desk.fake.world.people.get(user.userId) ?? {}, { hidden: true });
    await user.says('駐車場はありますか');
    await desk.settled();

    expect(user.talk.answers).toHaveLength(1);
    expect(desk.fake.calls.filter(({ path }) => path.includes('/profile'))).toEqual([]);
  });

  it('keeps what cannot be pushed when the month is used up, and sends it with the next reply', async () => {
    const { fake } = desk;
    const user = fake.user('月末の人');
    const late = user.text('駐車場はありますか');
    const token = fake.world.replyTokens.get(late.replyToken ?? '');
    if (token) token.used = true;
    fake.world.quotaLimit = fake.world.quotaUsed;
    await fake.webhooks.deliver([late]);
    await waitUntil('the push is refused for the month', async () =>
      (await desk.outbox(user.userId)).some(({ status }) => status === 429),
    );
    expect(user.talk.answers).toEqual([]);

    await user.says('接種の費用はかかりますか');
    await desk.settled();

    expect(user.talk.answers).toHaveLength(2);
    expect(user.talk.answers[0]).toContain('駐車場');
    expect(user.talk.seen.every(({ via }) => via !== 'push')).toBe(true);
    delete fake.world.quotaLimit;
    expect(fake.world.violations).toEqual([]);
  });

  it('tells an operator’s answer by one neutral notice, and nothing of what is said', async () => {
    const { fake } = desk;
    const user = fake.user('相談の人');
    await user.says('人と話したい');
    await desk.settled();
    expect(user.talk.answers[0]).toContain('市のページで続けます');
    const card = JSON.stringify(user.talk.seen.at(-1)?.message);
    expect(card).toMatch(/\"uri\":\"https:\/\/desk\.example\.lg\.jp\/go\/[\w-]{43}\"/);

    const lease = await claim(user.userId);
    await node.handoff.say(lease, { key: '1', text: '接種券は水曜に届きます', senderName: '佐藤' });
    await node.handoff.say(lease, { key: '2', text: 'ほかにご質問はありますか', senderName: '佐藤' });
    await desk.settled();

    const seen = user.talk.seen.filter(({ from }) => from === 'account');
    expect(seen.slice(2).map(({ text }) => text)).toEqual([
      '職員から返事があります。ページを開いて、ごらんください。',
      expect.stringContaining('市のページで'),
    ]);
    expect(JSON.stringify(seen)).not.toContain('水曜');

    await user.says('まだですか');
    await desk.settled();
    expect(user.talk.answers.at(-2)).toContain('市のページで続いています');
    await node.handoff.close(lease, { code: 'answered-otherwise', reason: 'resolved' });
    await desk.settled();
  });

  it('drops nothing while LINE is away', async () => {
    const { fake } = desk;
    const user = fake.user('待つ人');
    const event = user.text('駐車場はありますか');
    const token = fake.world.replyTokens.get(event.replyToken ?? '');
    if (token) token.used = true;
    fake.faults.next(
      '/message/push',
      FAULTS.broken,
      FAULTS.dropBefore,
      FAULTS.tooMany,
      FAULTS.broken,
      FAULTS.brokenAfter,
    );
    await fake.webhooks.deliver([event]);
    await desk.settled(30_000);

    expect(user.talk.answers).toHaveLength(1);
    expect(fake.world.violations).toEqual([]);
  });
});
