import { QueueDesk } from '../../helpers/queue-desk';
import { createTestDatabase, type TestDatabase } from '../../helpers/test-database';

const NODES = 4;
/** Of one pool. */
const CONNECTIONS = 10;
const OPERATORS = 100;
const WAITING = 1000;

describe('a hundred operators who claim a thousand citizens at the same moment', () => {
  let database: TestDatabase;
  let desk: QueueDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new QueueDesk(database.db);
    await desk.clear();
    await database.db.query(
      `insert into conversation (id, city, channel, user_id, owner, last_at, created_at)
       select 'c' || n, 'komae', 'web', 'u', 'queue', now(), now() from generate_series(1, $1::int) n`,
      [WAITING],
    );
    await database.db.query(
      `insert into handoff (city, conversation_id, channel, cause, enqueued_at, waiting_since, events)
       select 'komae', 'c' || n, 'web', 'asked', now(), now() + n * interval '1 millisecond', 1 from generate_series(1, $1::int) n`,
      [WAITING],
    );
    await database.db.query(
      `insert into handoff_event (handoff_id, n, city, state, actor, reason, at) select id, 1, city, state, 'citizen', 'asked', now() from handoff`,
    );
    await database.db.query(
      `insert into operator (id, city, login, display_name, roles, capacity)
       select 'o' || n, 'komae', 'o' || n, 'o' || n, '{operator}', 10 from generate_series(1, $1::int) n`,
      [OPERATORS],
    );
  });
  afterAll(() => database.drop());

  it('get each of them once, in the order of the line', async () => {
    const nodes = Array.from({ length: NODES }, () => new QueueDesk(database.open()));
    const claimed: string[] = [];
    const room = new Map<string, number>();
    const work = async ({ service }: QueueDesk, operatorId: string): Promise<void> => {
      for (let left = room.get(operatorId) ?? WAITING / OPERATORS; left > 0; room.set(operatorId, --left)) {
        const lease = await service.claimNext(operatorId);
        if (lease === undefined) return;
        claimed.push(lease.conversationId);
      }
    };
    const operators = Array.from({ length: OPERATORS }, (_, n) => `o${n + 1}`);
    await Promise.all(operators.map((id, n) => work(nodes[n % NODES] ?? desk, id)));
    for (const id of operators) await work(desk, id); // what was passed over because another held it
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(claimed).toHaveLength(WAITING);

    const [counts] = await database.db.query(
      `select count(*)::int as live, count(distinct handoff_id)::int as handoffs, max(per)::int as most from (
         select handoff_id, count(*) over (partition by operator_id) as per from assignment where ended_at is null) a`,
    );
    expect(counts).toEqual({ live: WAITING, handoffs: WAITING, most: WAITING / OPERATORS });
    // Nobody came before more people than were being taken at that moment.
    const [jump] = await database.db.query<{ furthest: number }>(
      `select max(place - turn)::int as furthest from (
         select row_number() over (order by h.waiting_since) as place, row_number() over (order by a.accepted_at) as turn
         from handoff h join assignment a on a.handoff_id = h.id) r`,
    );
    expect(jump?.furthest).toBeLessThanOrEqual(NODES * CONNECTIONS);
  }, 120_000);
});
