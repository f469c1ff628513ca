import { join } from 'node:path';
import type { NewOperator } from '../../src/accounts/operator-fields';
import type { Operator } from '../../src/conversation/operator';
import { connectDb, type Db } from '../../src/storage/db';
import { socketDirectory } from '../../src/storage/socket-directory';
import { ConsoleClient, type Taken } from './console-client';
import { runDesk, type RunningDesk } from './running-desk';
import { Staff } from './staff';
import { createTestDatabase, silent } from './test-database';
import { waitUntil } from './wait-until';
import { WebClient, type Wire } from './web-client';

export const PERSON = '担当者と話したい';

const SETTINGS = {
  SESSION_SECRET: 'a-secret-of-at-least-32-characters!!',
  RATE_LIMIT_WRITES: '100000',
};

/** A citizen and an operator who talk. */
export interface Talk {
  readonly citizen: WebClient;
  readonly at: ConsoleClient;
  readonly taken: Taken;
  readonly operator: Operator;
}

/** A running desk with people on both sides of it. */
export class StaffedDesk {
  private readonly staff: Staff;
  private readonly citizens: WebClient[] = [];
  private readonly windows: ConsoleClient[] = [];
  private hired = 0;

  private constructor(
    readonly desk: RunningDesk,
    readonly db: Db,
    private readonly endDatabase: () => Promise<void>,
  ) {
    this.staff = new Staff(db);
  }

  /** On a database of the tests' server: quick, and it outlives the desk's process. */
  static async open(settings: Record<string, string> = {}): Promise<StaffedDesk> {
    const database = await createTestDatabase();
    const desk = await runDesk({ ...SETTINGS, DATABASE_URL: database.url, ...settings }).catch(
      async (error: unknown) => {
        await database.drop(); // an open pool would keep jest alive for good
        throw error;
      },
    );
    return new StaffedDesk(desk, database.db, () => database.drop());
  }

  /** On its own database, as `npm start` has it, which may be killed with it. */
  static async openAlone(settings: Record<string, string> = {}, main?: string): Promise<StaffedDesk> {
    const desk = await runDesk({ ...SETTINGS, ...settings }, main);
    const host = socketDirectory(join(desk.dataDir, 'postgres'));
    const db = connectDb({ host, user: 'madoguchi', database: 'postgres' }, { logger: silent });
    return new StaffedDesk(desk, db, () => Promise.resolve());
  }

  get origin(): string {
    return this.desk.origin;
  }

  hire(about: Partial<NewOperator> = {}): Promise<Operator> {
    this.hired += 1;
    const { hired } = this;
    return this.staff.hire({ login: `operator${hired}`, displayName: `担当者${hired}`, ...about });
  }

  link(operator: Operator): Promise<string> {
    return this.staff.link(this.origin, operator);
  }

  /** One more window of this operator's, signed in anew, with an open feed. */
  async window(operator: Operator, headers: Readonly<Record<string, string>> = {}): Promise<ConsoleClient> {
    const made = await new ConsoleClient(this.origin, headers).enter(await this.link(operator));
    this.windows.push(made);
    return made.listen();
  }

  async citizen(headers: Readonly<Record<string, string>> = {}): Promise<WebClient> {
    const made = await new WebClient(this.origin, headers).start();
    this.citizens.push(made);
    await made.listen();
    return made;
  }

  /** A citizen who has asked for a person and been told the place in the queue. */
  async waiting(headers: Readonly<Record<string, string>> = {}): Promise<WebClient> {
    const made = await this.citizen(headers);
    await made.say(PERSON);
    await waitUntil('the citizen is told the place', () =>
      made.kept.some(({ text }) => text?.includes('番目')),
    );
    return made;
  }

  async talking(about: Partial<NewOperator> = {}): Promise<Talk> {
    const citizen = await this.waiting();
    const operator = await this.hire(about);
    const at = await (await this.window(operator)).beAvailable();
    const taken = await at.next();
    if (taken?.conversationId !== citizen.grant.conversationId) throw new Error('somebody else was next');
    return { citizen, at, taken, operator };
  }

  async ownerOf(citizen: WebClient): Promise<string | undefined> {
    const [row] = await this.db.query<{ owner: string }>('select owner from conversation where id = $1', [
      citizen.grant.conversationId,
    ]);
    return row?.owner;
  }

  /** Live assignments of a conversation: one while somebody has the word or is asked to take it, else none. */
  async assignmentsOf(citizen: WebClient): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(
      `select count(*)::int as n from assignment a join handoff h on h.id = a.handoff_id
       where h.conversation_id = $1 and a.ended_at is null`,
      [citizen.grant.conversationId],
    );
    return row?.n ?? 0;
  }

  /** Empties room and queue, so that no test finds what another has left. */
  async settle(): Promise<void> {
    for (const one of this.windows) {
      await one.call('POST', 'presence', { state: 'offline' }).catch(() => undefined); // its session may have ended
      one.cut();
    }
    for (const citizen of this.citizens) citizen.close();
    this.windows.length = this.citizens.length = 0;
    const sweeper = await this.window(await this.hire({ roles: ['supervisor'], capacity: 20 }));
    for (const { handoffId } of sweeper.rows.values()) {
      const answer = await sweeper.call('POST', `handoffs/${handoffId}/take-over`);
      if (answer.status === 409) continue; // ended meanwhile
      if (!answer.ok) throw new Error(`the room is not emptied: ${answer.status} ${await answer.text()}`);
      const { assignment } = (await answer.json()) as { assignment: number };
      await sweeper.call('POST', `handoffs/${handoffId}/close`, {
        ...{ assignment, code: 'test', reason: 'not-applicable' },
      });
    }
    await sweeper.call('POST', 'presence', { state: 'offline' });
    sweeper.cut();
    this.windows.length = 0;
  }

  async close(): Promise<void> {
    for (const one of this.windows) one.cut();
    for (const citizen of this.citizens) citizen.close();
    await this.desk.stop();
    await this.db.close();
    await this.endDatabase();
  }
}

/** How often the citizen has been shown this. */
export function heard(citizen: WebClient, text: string): number {
  return citizen.kept.filter((activity) => activity.text === text).length;
}

/** How often the operator has been shown this. */
export function seen(
  at: ConsoleClient,
  { conversationId }: Pick<Taken, 'conversationId'>,
  text: string,
): number {
  return at.linesOf(conversationId).filter((line) => line.text === text).length;
}

export function marks(citizen: WebClient, mark: 'person-begins' | 'person-ends'): Wire[] {
  return citizen.kept.filter(({ channelData }) => channelData.mark === mark);
}
