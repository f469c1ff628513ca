import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { listOpen } from '../../src/handoff/queue-rows';
import { connectDb } from '../../src/storage/db';
import { processesIn } from '../../src/storage/postmaster';
import { socketDirectory } from '../../src/storage/socket-directory';
import { runDesk, type RunningDesk } from '../helpers/running-desk';
import { silent } from '../helpers/test-database';
import { waitUntil } from '../helpers/wait-until';
import type { Wire } from '../helpers/web-client';
import { Citizen } from './citizen';
import { freezeBuild } from './frozen-build';
import { killProcess } from './kill-process';

/** Both orders in every run; `npm run test:durability` sets twenty. */
const ROUNDS = Number(process.env['DURABILITY_ROUNDS'] ?? 2);
const CITIZENS = 5;
const QUESTIONS = [
  '予約を取り消したい',
  '当日の持ち物は何ですか',
  '接種券をなくしました',
  '接種は無料ですか',
  '副反応が心配です',
];
const PERSON = '担当者と話したい';
/** Two dozen citizens reconnect at once, and the machine may have other work. */
const PATIENCE_MS = 30_000;

const build = freezeBuild();
let desk: RunningDesk;
let citizens: Citizen[];
let waiting: Citizen[];
let expected: ReadonlyMap<string, readonly string[]>;

beforeEach(async () => {
  [citizens, waiting] = [[], []];
  desk = await runDesk({ TRUST_PROXY: 'true' }, build.main);
  expected = await undisturbed(await Citizen.arrive(desk.origin, '203.0.113.250'));
  citizens = await Promise.all(
    Array.from({ length: CITIZENS }, (_, n) => Citizen.arrive(desk.origin, `203.0.113.${n + 1}`)),
  );
});
afterEach(async () => {
  [...citizens, ...waiting].forEach((citizen) => citizen.leave());
  await desk.stop();
});

afterAll(() => build.remove());

const killDesk = (): Promise<void> => desk.kill();

/** By turns the database first, so that the desk's last writes fail, and the desk first, so that the database finishes alone. */
async function killBoth(round: number): Promise<void> {
  const database = (): void => processesIn(join(desk.dataDir, 'postgres', 'pgdata')).forEach(killProcess);
  if (round % 2 === 0) database();
  await desk.kill();
  database();
}

it.each([
  ['the desk', killDesk],
  ['desk and database', killBoth],
])(
  'kill -9 of %s in the middle of conversations loses nothing, doubles nothing and keeps the queue',
  async (_what, kill) => {
    const totals = { acknowledged: 0, retries: 0, unanswered: 0 };
    let line: readonly string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      totals.unanswered += await interrupt(round, () => kill(round));
      const everyone = [...citizens, ...waiting];
      await Promise.all(everyone.map(checkConversation));
      line = await checkQueue(line);
      expect(line).toHaveLength(waiting.length);
      totals.acknowledged = sum(everyone, ({ acknowledged }) => acknowledged.size);
      totals.retries = sum(everyone, ({ retries }) => retries);
    }
    if (ROUNDS > 3) process.stdout.write(`${ROUNDS} rounds, ${JSON.stringify(totals)}\n`);
    expect(totals.retries).toBeGreaterThan(0); // else nothing was in the middle
  },
  ROUNDS * 60_000,
);

/** One round: everybody talks, one more citizen asks for a person, the power goes, the desk starts again. Returns how many
 *  acknowledged messages had no answer at that moment. */
async function interrupt(round: number, kill: () => Promise<void>): Promise<number> {
  const newcomer = await Citizen.arrive(desk.origin, `198.51.100.${round + 1}`);
  waiting.push(newcomer);
  const before = sum(citizens, ({ acknowledged }) => acknowledged.size);
  const talks = citizens.map((citizen) => citizen.talk(QUESTIONS));
  const count = (): number => sum(citizens, ({ acknowledged }) => acknowledged.size) - before;
  await waitUntil('everybody is in the middle', () => count() > CITIZENS * 2, PATIENCE_MS);
  const wish = newcomer.say(PERSON);
  await setTimeout((round * 37) % 190); // another moment in every round
  await kill();
  const unanswered = sum(citizens, openQuestions);
  await desk.startAgain();
  citizens.forEach((citizen) => citizen.hush());
  await Promise.all([...talks, wish]);
  return unanswered;
}

/** As far as the citizen can tell from the socket. */
function openQuestions({ acknowledged, client }: Citizen): number {
  const answered = new Set(client.received.map(({ replyToId }) => replyToId));
  return [...acknowledged.values()].filter(({ id }) => !answered.has(id)).length;
}

async function checkConversation(citizen: Citizen): Promise<void> {
  const repeated = await citizen.repeatLast();
  expect(repeated?.again).toBe(repeated?.first);
  await citizen.reconnect();
  let history: Wire[] = [];
  await waitUntil(
    'every question is answered',
    async () => {
      history = await citizen.history();
      return [...citizen.acknowledged.values()].every(({ id }) =>
        history.some(({ replyToId }) => replyToId === id),
      );
    },
    PATIENCE_MS,
  );
  const said = history.filter(({ from }) => from.role === 'user');
  const kept = said.map(({ id, text, channelData }) => [channelData.clientActivityID, { id, text }]);
  expect(kept).toEqual([...citizen.acknowledged]); // in the order they were sent, too
  const answers = said.map(({ id, text = '' }) => [text, repliesTo(history, id)] as const);
  expect(answers.filter(([text]) => text !== PERSON)).toEqual(
    answers.filter(([text]) => text !== PERSON).map(([text]) => [text, expected.get(text)]),
  );
  expect(answers.filter(([text, replies]) => text === PERSON && replies.length !== 1)).toEqual([]);
  expect(history).toHaveLength(1 + said.length + sum(answers, ([, replies]) => replies.length)); // and the greeting
  expectGapless(history);
  await waitUntil(
    'the socket has brought everything',
    () => citizen.client.kept.length >= history.length,
    PATIENCE_MS,
  );
  expect(citizen.client.kept.map(({ id }) => id)).toEqual(history.map(({ id }) => id));
}

function expectGapless(history: readonly Wire[]): void {
  const numbers = history.map(({ id }) => Number(id.split('|')[1]));
  expect(numbers).toEqual(numbers.map((_, n) => (numbers[0] ?? 0) + n));
  const times = history.map(({ timestamp }) => Date.parse(timestamp));
  expect(times.every((time, n) => n === 0 || time > (times[n - 1] ?? 0))).toBe(true);
}

/** Who waited before still waits, at the same place, since the same time; those who came later stand behind. */
async function checkQueue(before: readonly string[]): Promise<readonly string[]> {
  const host = socketDirectory(join(desk.dataDir, 'postgres'));
  const db = connectDb({ host, user: 'madoguchi', database: 'postgres' }, { logger: silent });
  try {
    const rows = await listOpen(db, 'komae');
    expect(rows.map(({ position }) => position)).toEqual(rows.map((_, n) => n + 1));
    const line = rows.map((row) =>
      [row.position, row.conversationId, row.enqueuedAt, row.handoffId].join(' '),
    );
    expect(line.slice(0, before.length)).toEqual(before);
    return line;
  } finally {
    await db.close();
  }
}

/** What the desk says to each question when nobody kills it. Twice through, so that what was said before makes no difference. */
async function undisturbed(citizen: Citizen): Promise<ReadonlyMap<string, readonly string[]>> {
  const replies = new Map<string, readonly string[]>();
  for (const text of [...QUESTIONS, ...QUESTIONS]) {
    await citizen.say(text);
    const { id = '' } = [...citizen.acknowledged.values()].at(-1) ?? {};
    await waitUntil('an answer', async () => repliesTo(await citizen.history(), id).length > 0);
    const answer = repliesTo(await citizen.history(), id);
    expect(answer).toEqual(replies.get(text) ?? answer);
    replies.set(text, answer);
  }
  citizen.leave();
  return replies;
}

function repliesTo(history: readonly Wire[], id: string): string[] {
  return history.filter(({ replyToId }) => replyToId === id).map(({ text = '' }) => text);
}

function sum<T>(items: readonly T[], figure: (item: T) => number): number {
  return items.reduce((total, item) => total + figure(item), 0);
}
