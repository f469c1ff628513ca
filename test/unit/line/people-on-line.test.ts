import type { Desk } from '../../../src/answering/desk';
import { LineDesk, type LineNode } from '../../helpers/line-desk';
import { Staff } from '../../helpers/staff';

describe('a city that lets operators answer on LINE', () => {
  let desk: LineDesk;
  let node: LineNode;
  let operatorId: string;
  beforeAll(async () => {
    desk = await LineDesk.open();
    const { pack } = desk.real.desk;
    const policy = { ...pack.policy, line: { people: 'line' } } as Desk['pack']['policy'];
    node = await desk.node({ desk: { ...desk.real.desk, pack: { ...pack, policy } } });
    ({ id: operatorId } = await new Staff(desk.db).hire({
      login: 'sato',
      displayName: '佐藤',
      capacity: 20,
    }));
    await node.handoff.setPresence(operatorId, 'available');
  });
  afterAll(() => desk.close());

  const claim = async (talkId: string) => {
    const [talk] = await desk.db.query<{ id: string }>(
      'select conversation_id as id from line_talk where talk_id = $1',
      [talkId],
    );
    const row = (await node.handoff.list()).find(({ conversationId }) => conversationId === talk?.id);
    return node.handoff.claim(operatorId, row?.handoffId ?? '');
  };

  it('brings their words there under their name, and by a reply where a token is left', async () => {
    const user = desk.fake.user('市民');
    await user.says('人と話したい');
    await desk.settled();
    expect(user.talk.answers[0]).toContain('番目です');
    expect(user.talk.answers.join()).not.toContain('市のページ');

    const lease = await claim(user.userId);
    await user.says('引っ越したばかりです');
    await node.handoff.say(lease, { key: '1', text: '接種券をお持ちですか', senderName: '佐藤' });
    await desk.settled();

    const [begins, asks] = user.talk.seen.slice(-2);
    expect(begins?.text).toContain('職員の佐藤がお答えします');
    expect([asks?.text, asks?.senderName]).toEqual(['接種券をお持ちですか', '佐藤']);
    expect(desk.fake.callsTo('/message/push').length).toBeLessThanOrEqual(1);
    await node.handoff.close(lease, { code: 'answered-otherwise', reason: 'resolved' });
    await desk.settled(20_000);
  });

  it('leads to the page all the same when something personal is written, and for a call back', async () => {
    const user = desk.fake.user('電話の人');
    await user.says('人と話したい');
    await desk.settled();
    await user.says('私の番号は090-0000-0000です');
    await desk.settled();
    expect(user.talk.answers.at(-2)).toContain('LINEには残さない');

    await user.says('折り返しの電話を希望する');
    await desk.settled();
    expect(user.talk.answers.at(-2)).toContain('市のページで続いています');
    expect(user.talk.answers.join()).not.toContain('お電話番号をお書きください');
  });
});
