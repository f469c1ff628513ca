import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { processesIn } from '../../src/storage/postmaster';
import type { Taken } from '../helpers/console-client';
import { marks, PERSON, StaffedDesk } from '../helpers/staffed-desk';
import { waitUntil } from '../helpers/wait-until';
import type { Wire } from '../helpers/web-client';
import { Attendant } from './attendant';
import { Citizen } from './citizen';
import { freezeBuild } from './frozen-build';
import { killProcess } from './kill-process';

/** By turns the desk alone and the desk with its database; `npm run test:durability` sets twenty rounds. */
const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 2);
const OPERATORS = 3;
const CITIZENS_EACH = 2;
const WORDS = ['もしもし', 'どうすればよいですか', 'わかりました', 'もう一つあります', 'ほかにもあります'];
/** From the desk's first line to the last client that has everything again. A run of few rounds shares its machine with other tests. */
const BACK_WITHIN_MS = ROUNDS >= 20 ? 3000 : 15_000;

const PATIENCE_MS = 30_000;

const build = freezeBuild();
let house: StaffedDesk;
let attendants: Attendant[];
let citizens: Citizen[];

beforeEach(async () => {
  house = await StaffedDesk.openAlone({ TRUST_PROXY: 'true' }, build.main);
  attendants = [];
  citizens = [];
  for (let n = 0; n < OPERATORS; n++) await seat(n);
});
afterEach(async () => {
  citizens.forEach((citizen) => citizen.leave());
  attendants.forEach(({ at }) => at.cut());
  await house.close();
});

afterAll(() => build.remove());

/** An operator, and citizens who talk with nobody else. */
async function seat(n: number): Promise<void> {
  const operator = await house.hire({ displayName: `担当者${n + 1}`, capacity: 10 });
  const attendant = new Attendant(await house.window(operator, { 'x-forwarded-for': `198.51.100.${n + 1}` }));
  attendants.push(attendant);
  for (let k = 0; k < CITIZENS_EACH; k++) {
    const citizen = await arrive(`203.0.113.${n * CITIZENS_EACH + k + 1}`);
    await citizen.say(PERSON);
    const taken = await lead(attendant, citizen);
    attendant.led.push(taken);
  }
}

async function arrive(address: string): Promise<Citizen> {
  const citizen = await Citizen.arrive(house.origin, address);
  citizens.push(citizen);
  return citizen;
}

async function lead(attendant: Attendant, { client }: Citizen) {
  const { conversationId } = client.grant;
  await waitUntil('the citizen waits', () => attendant.at.rowOf(conversationId) !== undefined, PATIENCE_MS);
  const taken = await attendant.take(conversationId);
  attendant.at.watch(conversationId);
  return taken;
}

it(
  'kill -9 in the middle of conversations between people loses nothing, doubles nothing, and everyone is back in 3 s',
  async () => {
    const back: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      back.push(await interrupt(round));
      await checkEverything();
    }
    if (ROUNDS > 3) report(back);
    expect([...citizens, ...attendants].some(({ retries }) => retries > 0)).toBe(true); // else nothing was in the middle
    expect(Math.max(...back)).toBeLessThan(BACK_WITHIN_MS);
  },
  60_000 + ROUNDS * 30_000,
);

/** One round: everybody talks, one more citizen is being taken, the power goes, the desk starts again. Returns how many milliseconds
 *  after the desk's first line everybody had everything, and had been heard again. */
async function interrupt(round: number): Promise<number> {
  const talkers = [...citizens, ...attendants];
  const newcomer = await arrive(`192.0.2.${round + 1}`);
  const said = (): number[] => talkers.map(({ acknowledged }) => acknowledged.size);
  const before = said();
  const talks = [
    ...citizens.slice(0, -1).map((citizen) => citizen.talk(WORDS)),
    ...attendants.map((one) => one.talk()),
  ];
  await newcomer.say(PERSON);
  await waitUntil(
    'everybody is in the middle',
    () => said().every((n, i) => n > (before[i] ?? 0) + 2),
    PATIENCE_MS,
  );
  const host = attendants[round % OPERATORS] as Attendant;
  const claim = lead(host, newcomer);
  await setTimeout((round * 7) % 40); // another moment of the claim in every round
  await kill(round);
  const atTheKill = said();
  const returning = Promise.all([...citizens, ...attendants].map((one) => one.comeBack()));
  await house.desk.startAgain();
  const begin = performance.now();
  await returning;
  await waitUntil(
    'everybody is heard again',
    () => said().every((n, i) => n > (atTheKill[i] ?? 0)),
    PATIENCE_MS,
  );
  await waitUntil('every stream has everything', hasEverything(), PATIENCE_MS);
  const ms = performance.now() - begin;
  talkers.forEach((one) => one.hush());
  await Promise.all(talks);
  await dismiss(host, newcomer, await claim);
  return ms;
}

/** Whether what is acknowledged at the moment of the first call has come to both who talk. */
function hasEverything(): () => boolean {
  const owed = citizens.map(({ client, acknowledged }) => {
    const { conversationId } = client.grant;
    return { client, conversationId, numbers: [...acknowledged.values()].map(({ id }) => numberOf(id)) };
  });
  for (const { conversationId, seq } of attendants.flatMap((one) => [...one.acknowledged.values()]))
    owed.find((one) => one.conversationId === conversationId)?.numbers.push(seq);
  return () =>
    owed.every(({ client, conversationId, numbers }) => {
      const citizenHas = new Set(client.kept.map(({ id }) => numberOf(id)));
      const host = attendants.find(({ at }) => at.lines.has(conversationId));
      const hostHas = new Set(host?.at.linesOf(conversationId).map(({ seq }) => seq));
      return numbers.every((seq) => citizenHas.has(seq) && hostHas.has(seq));
    });
}

/** The newcomer's claim was in the middle: one person has come, and goes. */
async function dismiss(host: Attendant, newcomer: Citizen, taken: Taken): Promise<void> {
  expect(await house.assignmentsOf(newcomer.client)).toBe(1);
  await host.part(taken);
  await waitUntil('the person has gone', () => marks(newcomer.client, 'person-ends').length > 0);
  const both = (['person-begins', 'person-ends'] as const).map((mark) => marks(newcomer.client, mark).length);
  expect(both).toEqual([1, 1]);
  host.at.lines.delete(taken.conversationId);
  newcomer.leave();
  citizens.splice(citizens.indexOf(newcomer), 1);
}

async function checkEverything(): Promise<void> {
  for (const attendant of attendants) {
    for (const { conversationId } of attendant.led) {
      const citizen = citizens.find(({ client }) => client.grant.conversationId === conversationId);
      if (!citizen) throw new Error('a conversation without a citizen');
      await checkConversation(attendant, citizen);
    }
  }
}

async function checkConversation({ at, acknowledged }: Attendant, citizen: Citizen): Promise<void> {
  const { client } = citizen;
  const { conversationId } = client.grant;
  const history = await citizen.history();
  const by = (author: string): Wire[] => history.filter(({ channelData }) => channelData.author === author);
  expect(
    by('citizen').map(({ id, text, channelData }) => [channelData.clientActivityID, { id, text }]),
  ).toEqual([...citizen.acknowledged]);
  const promised = [...acknowledged.values()].filter((one) => one.conversationId === conversationId);
  expect(by('operator').map(({ id, text }) => [numberOf(id), text])).toEqual(
    promised.map(({ seq, text }) => [seq, text]),
  );
  const numbers = history.map(({ id }) => numberOf(id));
  expect(numbers).toEqual(numbers.map((_, n) => (numbers[0] ?? 0) + n)); // no gap
  await waitUntil(
    'both streams end where the history ends',
    () =>
      [client.kept.at(-1)?.id, at.linesOf(conversationId).at(-1)?.seq].join() ===
      [history.at(-1)?.id, numbers.at(-1)].join(),
  );
  expect(client.kept.map(({ id }) => id)).toEqual(history.map(({ id }) => id)); // each once, in order
  expect(at.linesOf(conversationId).map(({ seq }) => seq)).toEqual(numbers);
  const begun = history.findIndex(({ channelData }) => channelData.mark === 'person-begins');
  expect(history.slice(begun).filter(({ channelData }) => channelData.author === 'bot')).toEqual([]); // a person has the word
  expect(marks(client, 'person-begins')).toHaveLength(1);
  expect(await house.ownerOf(client)).toBe(`operator:${at.me.operatorId}`);
  expect(await house.assignmentsOf(client)).toBe(1);
}

/** By turns the desk alone, and the database in the midst of its writes with it. */
async function kill(round: number): Promise<void> {
  if (round % 2 === 1) processesIn(join(house.desk.dataDir, 'postgres', 'pgdata')).forEach(killProcess);
  await house.desk.kill();
}

function numberOf(id: string): number {
  return Number(id.split('|')[1]);
}

function report(back: readonly number[]): void {
  const acknowledged = [...citizens, ...attendants].reduce((sum, one) => sum + one.acknowledged.size, 0);
  const times = back.map(Math.round).sort((a, b) => a - b);
  const [least, middle, most] = [times[0], times[times.length >> 1], times.at(-1)];
  process.stdout.write(
    `${ROUNDS} rounds, ${acknowledged} acknowledged, back after ${least}/${middle}/${most} ms\n`,
  );
}
