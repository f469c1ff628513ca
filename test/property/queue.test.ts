import fc from 'fast-check';
import { AppError } from '../../src/errors';
import type { Db, Queryable } from '../../src/storage/db';
import { QueueDesk } from '../helpers/queue-desk';
import { createTestDatabase, type TestDatabase } from '../helpers/test-database';
import { queueFaults } from './queue-faults';
import { LIMITS, QueueModel, type ModelOperator } from './queue-model';
import { anyStep, runStep, type Step } from './queue-steps';
import { CHIEF, CONVERSATIONS, Disagreement, SITES, SKILLS, type Ended, type World } from './queue-world';

/** More with QUEUE_RUNS, for a night. */
const RUNS = Number(process.env['QUEUE_RUNS'] ?? 40);
const STEPS = 40;

class Killed extends Error {}

/** A node that dies in its n-th statement, or just before the commit: what it had begun must not be seen. */
function dyingDb(db: Db, statement: number): Db {
  let left = statement;
  const dying = (q: Queryable): Queryable => ({
    query: (...given) => {
      if (--left <= 0) throw new Killed();
      return q.query(...given);
    },
  });
  const tx: Db['tx'] = (work) =>
    db.tx(async (q) => {
      await work(dying(q));
      throw new Killed();
    });
  return { ...db, tx };
}

const anyOperators = fc
  .array(
    fc.record({
      skills: fc.subarray(SKILLS, { minLength: 1 }),
      capacity: fc.integer({ min: 1, max: 2 }),
      site: fc.constantFrom(...SITES),
    }),
    { minLength: 2, maxLength: 4 },
  ) // prettier-ignore
  .map((list) => list.map((operator, n) => ({ ...operator, id: `o${n}` })));
const anyHistory = fc.array(
  fc.record({ step: anyStep, dies: fc.option(fc.integer({ min: 1, max: 14 }), { freq: 5 }) }),
  { minLength: 10, maxLength: STEPS, size: 'max' },
);

describe('the queue, whatever happens to it', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const begin = async (operators: readonly Pick<ModelOperator, 'id' | 'skills' | 'capacity' | 'site'>[]) => {
    const desk = new QueueDesk(database.db, 'komae', { limits: LIMITS });
    await desk.clear();
    for (const id of CONVERSATIONS) await desk.store.open({ conversationId: id, channel: 'web', userId: id });
    for (const operator of operators) await desk.operator(operator.id, operator);
    await desk.operator(CHIEF, { roles: ['supervisor'], capacity: 0, skills: ['none'], site: 'chief' });
    const state = { state: 'available', seen: 0, missed: 0 } as const;
    const chief = { id: CHIEF, skills: ['none'], capacity: 0, site: 'chief', ...state };
    return { desk, model: new QueueModel([...operators.map((o) => ({ ...o, ...state })), chief]) };
  };

  it('loses nobody, has one owner for each, keeps the order, and logs without gaps', async () => {
    const happened = new Map<string, number>();
    // Not fast-check's own limit: that leaves the history which is being played to go on in the database of the next test.
    const enough = performance.now() + RUNS * 1000;
    await fc.assert(
      fc.asyncProperty(anyOperators, anyHistory, async (operators, history) => {
        if (performance.now() > enough) return;
        const { desk, model } = await begin(operators);
        for (const { step, dies } of history) {
          if (dies !== null) await dieIn(desk, model, step, dies);
          await runStep({ desk, model, act }, step);
          await check(desk, model);
          for (const { state } of model.handoffs) happened.set(state, (happened.get(state) ?? 0) + 1);
        }
      }),
      { numRuns: RUNS, endOnFailure: false },
    );
    // A history in which nothing happens proves nothing.
    expect([...happened.keys()].sort()).toEqual([
      ...['abandoned', 'active', 'callback', 'closed', 'message', 'offered', 'waiting', 'wrap-up'],
    ]);
  }, 300_000);

  it.each<[rule: string, doctored: string]>([
    ['an ended handoff says why', `update handoff set close_reason = null where state = 'closed'`],
    ['who may speak follows from the handoff', `update conversation set owner = 'bot' where id = 'c1'`],
    [
      'a handoff with an operator has their live assignment',
      `update handoff set assignment = 7 where state = 'active'`,
    ],
    [
      'a handoff with an operator has their live assignment',
      `update assignment set ended_at = now(), end_reason = '' where ended_at is null`,
    ],
    ['the log has no gaps', `update handoff set events = events + 1 where state = 'waiting'`],
    ['the log has no gaps', `update handoff set state = 'callback' where state = 'waiting'`],
    ['nobody has more than their capacity', `update operator set capacity = 0`],
    ['the transcript marks both ends', `delete from message where conversation_id = 'c1'`],
    ['messages have no gaps', `update conversation set last_seq = 9 where id = 'c0'`],
  ])('is watched: a fault in «%s» is found (%s)', async (rule, doctored) => {
    // prettier-ignore
    const { desk } = await begin([{ id: 'o0', skills: ['general'], capacity: 1, site: 'main' }]);
    await desk.enqueue('c0');
    await desk.service.close(await desk.claim('o0'), { code: 'test', reason: 'resolved' });
    await desk.enqueue('c1');
    await desk.claim('o0');
    await desk.enqueue('c2');
    expect(await queueFaults(desk.db)).toEqual([]);
    await desk.db.query(doctored);
    expect((await queueFaults(desk.db)).join('\n')).toContain(rule);
  });

  it('is watched: a row that goes its own way is a disagreement', async () => {
    const { desk, model } = await begin([{ id: 'o0', skills: ['general'], capacity: 1, site: 'main' }]);
    const world: World = { desk, model, act };
    await runStep(world, { kind: 'enqueue', who: 0, which: 0 });
    await runStep(world, { kind: 'enqueue', who: 2, which: 0 });
    await check(desk, model);
    await desk.db.query(
      `update handoff set waiting_since = waiting_since - interval '1 day' where conversation_id = 'c2'`,
    );
    await expect(check(desk, model)).rejects.toThrow('the line');
    await expect(runStep(world, { kind: 'claimNext', who: 0, which: 0 })).rejects.toThrow(Disagreement);
  });
});

/** A refusal is an outcome; anything else is a fault. */
async function act<T>(work: () => Promise<T>): Promise<Ended<T>> {
  try {
    return { ok: await work() };
  } catch (error) {
    if (error instanceof AppError) return { refused: error.code };
    throw error;
  }
}

/** The step, on a node that does not live to commit it: nothing has happened. */
async function dieIn(desk: QueueDesk, model: QueueModel, step: Step, statement: number): Promise<void> {
  if (['beat', 'seen', 'undrain', 'drain', 'pass', 'longPass', 'together'].includes(step.kind)) return; // not one transaction each
  const before = await snapshot(desk);
  const dying = new QueueDesk(dyingDb(desk.db, statement), desk.city, { limits: LIMITS });
  const copy = structuredClone({ time: model.time, handoffs: model.handoffs, operators: model.operators });
  const twin = Object.assign(new QueueModel(copy.operators), { time: copy.time });
  twin.handoffs.push(...copy.handoffs);
  model.drained.forEach((site) => twin.drained.add(site));
  await runStep({ desk: dying, model: twin, act }, step).catch((error: unknown) => {
    if (!(error instanceof Killed) && !(error instanceof Disagreement)) throw error;
  });
  const after = await snapshot(desk);
  if (after !== before)
    throw new Disagreement(`${step.kind}, killed in statement ${statement}, was seen: ${before} → ${after}`);
}

async function snapshot(desk: QueueDesk): Promise<string> {
  const rows = await desk.db.query(
    `select (select jsonb_agg(to_jsonb(h) order by h.id) from handoff h) as handoffs,
       (select jsonb_agg(to_jsonb(c) order by c.id) from conversation c) as conversations,
       (select count(*) from handoff_event) as events, (select count(*) from message) as messages,
       (select jsonb_agg(to_jsonb(p) order by operator_id) from operator_presence p) as presences,
       (select jsonb_agg(to_jsonb(a) order by handoff_id, n) from assignment a) as assignments`,
  );
  return JSON.stringify(rows);
}

/** Database and model are the same, and the rules hold. */
async function check(desk: QueueDesk, model: QueueModel): Promise<void> {
  const faults = await queueFaults(desk.db);
  if (faults.length > 0) throw new Disagreement(faults.join('; '));
  const rows = await desk.db.query(
    `select h.conversation_id as conversation, h.state, h.skill, h.priority, h.operator_id as operator, h.assignment
     from handoff h order by h.id`,
  );
  const expected = model.handoffs.map(({ conversation, state, skill, priority, operator, assignment }) => ({
    ...{ conversation, state, skill, priority, operator: operator ?? null, assignment },
  }));
  same('handoffs', rows, expected);
  const line = (await desk.service.list()).filter(({ state }) => state === 'waiting');
  same('the line', line.map(({ conversationId }) => conversationId), model.line().map(({ conversation }) => conversation)); // prettier-ignore
  const states = await desk.db.query<{ id: string; state: string }>(
    'select operator_id as id, state from operator_presence order by operator_id',
  );
  const known = model.operators.map(({ id, state }) => ({ id, state }));
  same('presences', states, known.sort((a, b) => (a.id < b.id ? -1 : 1))); // prettier-ignore
}

function same(what: string, found: unknown, expected: unknown): void {
  const [f, e] = [JSON.stringify(found), JSON.stringify(expected)];
  if (f !== e) throw new Disagreement(`${what}: ${f}, expected ${e}`);
}
