import { FakeLine } from '../../fakes/line/fake-line';
import type { LineUser } from '../../fakes/line/line-user';
import { lineClient, refusalOf } from './line-client';

let line: FakeLine;
let hanako: LineUser;

beforeAll(async () => {
  line = await new FakeLine().start();
  hanako = line.user('花子');
});
afterAll(() => line.stop());

test('the account tells its ids and whether chat is on', async () => {
  expect(await lineClient(line).getBotInfo()).toEqual({
    ...line.world.account,
    chatMode: 'bot',
    markAsReadMode: 'auto',
  });
});

test('a profile is there for friends who can be read, and missing for others', async () => {
  expect(await lineClient(line).getProfile(hanako.userId)).toMatchObject({ displayName: '花子' });
  line.world.people.get(hanako.userId)!.hidden = true;
  expect(await refusalOf(lineClient(line).getProfile(hanako.userId))).toMatchObject({ status: 404 });
  line.world.people.get(hanako.userId)!.hidden = false;
});

test('the loading sign is for one person and 5 to 60 seconds in steps of five', async () => {
  const start = (loadingSeconds: number, chatId = hanako.userId) =>
    lineClient(line).showLoadingAnimation({ chatId, loadingSeconds });
  await start(20);
  expect(hanako.talk.loadingUntil).toBeGreaterThan(0);
  for (const seconds of [4, 7, 65]) expect(await refusalOf(start(seconds))).toMatchObject({ status: 400 });
  const { id } = line.group('家族', hanako);
  expect(await refusalOf(start(20, id))).toMatchObject({ details: ['chatId: Must be a user ID'] });
});

test('members of a group have names there, and the account can leave', async () => {
  const { id } = line.group('町内会', hanako);
  expect(await lineClient(line).getGroupMemberProfile(id, hanako.userId)).toMatchObject({
    displayName: '花子',
  });
  expect(await lineClient(line).getGroupSummary(id)).toEqual({ groupId: id, groupName: '町内会' });
  await lineClient(line).leaveGroup(id);
  expect(await refusalOf(lineClient(line).getGroupSummary(id))).toMatchObject({ status: 404 });
});

test('what a user sent is fetched from the data host only', async () => {
  const { message } = hanako.content('image') as unknown as { message: { id: string } };
  const stream = await lineClient(line).getMessageContent(message.id);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).subarray(1, 4).toString()).toBe('PNG');
  const url = `${line.apiBaseURL}/v2/bot/message/${message.id}/content`;
  const wrong = await fetch(url, { headers: { authorization: `Bearer ${line.world.accessToken}` } });
  expect(wrong.status).toBe(404);
});
