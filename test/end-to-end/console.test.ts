import { heard, marks, PERSON, seen, StaffedDesk } from '../helpers/staffed-desk';
import { waitUntil } from '../helpers/wait-until';

/* The whole way between a citizen and an operator, through the running desk's own doors. */

let house: StaffedDesk;
beforeAll(async () => (house = await StaffedDesk.open()));
afterEach(() => house.settle());
afterAll(() => house.close());

it('a citizen and an operator meet, talk both ways and part; before and after it is the bot that answers', async () => {
  const operator = await house.hire({ displayName: '狛江 花子' });
  const at = await house.window(operator);
  const citizen = await house.waiting();
  const { conversationId } = citizen.grant;
  await waitUntil('the console shows who waits', () => at.rowOf(conversationId) !== undefined);
  expect(at.rowOf(conversationId)).toMatchObject({ state: 'waiting', channel: 'web', lastText: PERSON });

  await at.beAvailable();
  const taken = (await at.next()) ?? { handoffId: '', conversationId: '', assignment: 0 };
  expect(taken.conversationId).toBe(conversationId);
  await waitUntil('the citizen reads who has come', () =>
    marks(citizen, 'person-begins').some(({ text }) => text?.includes('狛江 花子')),
  );
  expect(await house.ownerOf(citizen)).toBe(`operator:${operator.id}`);
  await waitUntil('the operator reads the history', () => seen(at, taken, PERSON) === 1);

  await citizen.say('犬も連れて行けますか');
  await waitUntil('the operator reads it', () => seen(at, taken, '犬も連れて行けますか') === 1);
  expect((await at.say(taken, '会場には入れません。')).status).toBe(200);
  await waitUntil('the citizen reads it', () => heard(citizen, '会場には入れません。') === 1);
  expect(citizen.kept.at(-1)).toMatchObject({
    from: { name: '狛江 花子' },
    channelData: { author: 'operator', senderName: '狛江 花子' },
  });
  const fromBot = citizen.kept.filter(({ channelData }) => channelData.author === 'bot');
  expect(fromBot.at(-1)?.text).toContain('番目'); // nothing since the place in the queue

  expect((await at.close(taken)).status).toBe(204);
  await waitUntil(
    'the citizen reads that the person has gone',
    () => marks(citizen, 'person-ends').length === 1,
  );
  expect(await house.ownerOf(citizen)).toBe('bot');
  await waitUntil('the row is gone', () => at.rowOf(conversationId) === undefined);
  const { id } = await citizen.say('接種は無料ですか');
  await waitUntil('the bot answers again', () => citizen.kept.some(({ replyToId }) => replyToId === id));
});

it('a citizen and an operator see when the other types', async () => {
  const { citizen, at, taken } = await house.talking();
  await waitUntil('the operator looks at it', () => seen(at, taken, PERSON) === 1);
  await citizen.post({ type: 'typing' });
  await waitUntil('the operator sees it', () =>
    at.frames.some((frame) => frame.type === 'typing' && frame.by === 'citizen'),
  );
  at.tell({ type: 'typing', conversationId: taken.conversationId });
  await waitUntil('the citizen sees it', () => citizen.received.some(({ type }) => type === 'typing'));
  expect(citizen.kept.some(({ type }) => type === 'typing')).toBe(false); // of the moment only
});

it('the closing needs a code and a reason of the list', async () => {
  const { citizen, at, taken } = await house.talking();
  for (const wrong of [{}, { code: 'answered-from-knowledge' }, { code: 'no such', reason: 'resolved' }])
    expect((await at.step(taken, 'close', wrong)).status).toBe(400);
  expect(await house.ownerOf(citizen)).toMatch(/^operator:/);
});

it('an inserted answer leaves its entry and its release in the transcript', async () => {
  const { citizen, at, taken } = await house.talking();
  await citizen.say('接種券をなくしました');
  await waitUntil('the operator reads it', () => seen(at, taken, '接種券をなくしました') === 1);
  const answer = await at.call('GET', `suggestions?conversation=${taken.conversationId}`);
  const { suggestions } = (await answer.json()) as {
    suggestions: { entryId: string; release: number; answer: string }[];
  };
  const [best] = suggestions;
  expect(best?.entryId).toMatch(/^ticket\./);
  const { handoffId, assignment, conversationId } = taken;
  const said = await at.call('POST', `conversations/${conversationId}/say`, {
    ...{ handoffId, assignment, key: 'inserted', text: best?.answer },
    ...{ entryIds: [best?.entryId], release: best?.release },
  });
  expect(said.status).toBe(200);
  await waitUntil('the operator sees it told', () =>
    at
      .linesOf(conversationId)
      .some(({ author, entryIds }) => author === 'operator' && entryIds?.[0] === best?.entryId),
  );
  expect(at.linesOf(conversationId).at(-1)).toMatchObject({ release: best?.release });
});
