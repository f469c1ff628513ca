import type { Owner } from '../../src/conversation/conversation';
import type { Operator } from '../../src/conversation/operator';
import type { HandoffRequest, QueueRow } from '../../src/handoff/handoff';
import { HandoffService, type HandoffServiceOptions, type Place } from '../../src/handoff/handoff-service';
import type { Claimed, Lease } from '../../src/handoff/lease';
import type { OpeningHours } from '../../src/handoff/opening-hours';
import type { OperatorPresence } from '../../src/handoff/operator-presence';
import type { Db } from '../../src/storage/db';
import { ConversationStore } from '../../src/transcript/conversation-store';
import { createTestDatabase, type TestDatabase } from './test-database';

export const HOURS: OpeningHours = {
  blocks: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
  holidays: 'closed',
  closures: [],
};
export const FRIDAY_TEN = Date.parse('2021-06-04T10:00:00+09:00');

/** A queue with its conversations and operators on a real database, for tests. Time passes by `age`: rows get older, nobody sleeps. */
export class QueueDesk {
  now = FRIDAY_TEN;
  readonly store: ConversationStore;
  readonly service: HandoffService;

  constructor(
    readonly db: Db,
    readonly city = 'komae',
    options: Partial<HandoffServiceOptions> = {},
  ) {
    const clock = (): number => this.now;
    this.store = new ConversationStore(db, city, clock);
    this.service = new HandoffService({
      ...{ db, city, clock, hours: HOURS, conversations: this.store },
      wording: (key, values) => {
        const text = [key, ...Object.values(values)].join(' ');
        return { text, speak: text };
      },
      ...options,
    });
  }

  /** Begins anew. */
  async clear(): Promise<void> {
    await this.db.query(
      `truncate conversation, message, bot_state, handoff, assignment, handoff_event, operator, operator_presence, drained_site cascade`,
    );
  }

  request(conversationId: string, more: Partial<HandoffRequest> = {}): HandoffRequest {
    const candidates = [{ entryId: 'booking.cancel', confidence: 0.41 }];
    return { conversationId, channel: 'web', cause: 'asked', candidates, lastText: '人と話したい', ...more };
  }

  /** Opens the conversation, and puts it into the line. */
  async enqueue(id: string, more: Partial<HandoffRequest> = {}): Promise<Place> {
    await this.store.open({ conversationId: id, channel: more.channel ?? 'web', userId: id });
    return this.db.tx((q) => this.service.enqueue(q, this.request(id, more)));
  }

  /** An operator with a live console, available unless said otherwise. */
  async operator(
    id: string,
    more: Partial<Operator> & { state?: 'available' | 'away' | 'offline' } = {},
  ): Promise<void> {
    const {
      displayName = id,
      skills = ['general'],
      languages = ['ja'],
      channels = ['web', 'line', 'voice'],
    } = more;
    const { roles = ['operator'], capacity = 2, site = 'main', disabled = false, state = 'available' } = more;
    await this.db.query(
      `insert into operator (id, city, login, display_name, roles, skills, languages, channels, capacity, site, disabled_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $11 then now() end)`,
      [
        id,
        this.city,
        id.toLowerCase(),
        displayName,
        roles,
        skills,
        languages,
        channels,
        capacity,
        site,
        disabled,
      ],
    );
    await this.service.setPresence(id, state);
  }

  /** Everything on the database's clock becomes this much older: time has passed. Consoles and pages are heard of no more. */
  async age(ms: number): Promise<void> {
    const older = (column: string): string => `${column} = ${column} - $1 * interval '1 millisecond'`;
    const columns: readonly [table: string, columns: readonly string[]][] = [
      ['handoff', ['waiting_since', 'state_since', 'lease_until', 'citizen_seen_at']],
      ['operator_presence', ['seen_at', 'idle_since', 'since']],
      ['assignment', ['started_at', 'accepted_at', 'talk_ended_at', 'ended_at']],
    ];
    for (const [table, names] of columns)
      await this.db.query(`update ${table} set ${names.map(older).join(', ')}`, [ms]);
  }

  async claim(operatorId: string): Promise<Claimed> {
    const lease = await this.service.claimNext(operatorId);
    if (lease === undefined) throw new Error(`nothing for ${operatorId}`);
    return lease;
  }

  /** The lease that its operator has. */
  async leaseOf(conversationId: string): Promise<Lease> {
    const { handoffId, operatorId = '', assignment } = await this.row(conversationId);
    return { handoffId, operatorId, assignment };
  }

  async presence(id: string): Promise<OperatorPresence | undefined> {
    return (await this.service.presences()).find(({ operatorId }) => operatorId === id);
  }

  /** The newest handoff of the conversation. */
  async row(conversationId: string): Promise<QueueRow> {
    const [found] = await this.db.query<{ id: string }>(
      'select id from handoff where conversation_id = $1 order by id desc limit 1',
      [conversationId],
    );
    const row = await this.service.row(found?.id ?? '');
    if (row === undefined) throw new Error(`no handoff of ${conversationId}`);
    return row;
  }

  async owner(conversationId: string): Promise<Owner | undefined> {
    return (await this.store.find(conversationId))?.owner;
  }

  /** What the citizen reads: author and text. */
  async told(conversationId: string): Promise<string[]> {
    const messages = await this.store.since(conversationId, 0);
    return messages.map(({ author, text }) => `${author}: ${text}`);
  }

  /** What goes with the messages. */
  async marks(conversationId: string): Promise<unknown[]> {
    const messages = await this.store.since(conversationId, 0);
    return messages.map(({ activity }) => activity['channelData']);
  }

  events(conversationId: string): Promise<{ n: number; state: string; reason: string; actor: string }[]> {
    return this.db.query(
      `select e.n, e.state, e.reason, e.actor from handoff_event e join handoff h on h.id = e.handoff_id
       where h.conversation_id = $1 order by h.id, e.n`,
      [conversationId],
    );
  }
}

/** A database for the tests of this `describe`, and a queue that begins anew before each of them. */
export function eachWithQueueDesk(begin: (desk: QueueDesk, database: TestDatabase) => void): void {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    const desk = new QueueDesk(database.db);
    await desk.clear();
    begin(desk, database);
  });
}
