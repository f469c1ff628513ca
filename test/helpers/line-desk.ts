import { createHttpServer, type HttpServer } from '../../src/http/http-server';
import { buildBot } from '../../src/build-bot';
import { AckGate } from '../../src/delivery/ack-gate';
import { HandoffService } from '../../src/handoff/handoff-service';
import { handoffWording } from '../../src/answering/handoff-wording';
import type { Desk } from '../../src/answering/desk';
import { openLine, type LineSettings, type OpenLine } from '../../src/open-line';
import { personalDataMask, personalDataOriginal } from '../../src/personal-data-mask';
import { SecureMoves } from '../../src/secure-move/secure-moves';
import type { Db } from '../../src/storage/db';
import { ConversationStore } from '../../src/transcript/conversation-store';
import { SealedOriginals } from '../../src/transcript/sealed-originals';
import { TurnRunner } from '../../src/transcript/turn-runner';
import { FakeLine } from '../fakes/line/fake-line';
import { OPENING, realDesk, type RealDesk } from './real-desk';
import { createTestDatabase, silent, type TestDatabase } from './test-database';
import { waitUntil } from './wait-until';

const SECRET = 'a-secret-of-at-least-32-characters!!';
const CITY = 'komae';
/** Faults must not take as long as with LINE itself. */
const PACE = { sweepEveryMs: 150, firstPauseMs: 20 };

export interface LineNode {
  readonly line: OpenLine;
  readonly turns: TurnRunner;
  readonly handoff: HandoffService;
  readonly server: HttpServer;
  readonly endpoint: string;
  /** Begins to work on what is in the inbox. */
  work(): Promise<void>;
  close(): Promise<void>;
}

/** The desk's LINE side with its real bot and database, against the strict platform. */
export class LineDesk {
  private nodes: LineNode[] = [];

  private constructor(
    readonly fake: FakeLine,
    readonly database: TestDatabase,
    readonly real: RealDesk,
    private readonly pace: typeof PACE & { timeoutMs?: number },
  ) {}

  /** `timeoutMs`: how long it waits for LINE; short only where LINE is made to be slow. */
  static async open(pace: { timeoutMs?: number } = {}): Promise<LineDesk> {
    const [fake, database, real] = await Promise.all([
      new FakeLine().start(),
      createTestDatabase(),
      realDesk(),
    ]);
    return new LineDesk(fake, database, real, { ...PACE, ...pace });
  }

  get db(): Db {
    return this.database.db;
  }

  /** One more node on the same database; `idle`: it takes webhook calls and does nothing else. */
  async node(
    options: { idle?: boolean; settings?: Partial<LineSettings>; desk?: Desk } = {},
  ): Promise<LineNode> {
    const node = await this.build({ ...this.real.desk, ...options.desk }, options.settings);
    this.nodes.push(node);
    if (options.idle !== true) await node.work();
    this.fake.connect(node.endpoint);
    return node;
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()));
    await this.fake.stop();
    await this.database.drop();
  }

  /** Everything that came in has been dealt with, and everything that was said has gone out or been given up. */
  settled(withinMs = 15_000): Promise<void> {
    return waitUntil('everything is dealt with', async () => !(await this.isBusy()), withinMs);
  }

  /** Rows of the outbox by state, of one person's or group's talk. */
  async outbox(talkId: string): Promise<readonly { state: string; status: number | null }[]> {
    return this.db.query('select state, status from line_outbox where talk_id = $1 order by id', [talkId]);
  }

  /** The lines of a talk as they are stored. */
  async lines(talkId: string): Promise<readonly { seq: number; author: string; text: string }[]> {
    return this.db.query(
      `select m.seq, m.author, m.text from message m join line_talk t on t.conversation_id = m.conversation_id
       where t.talk_id = $1 and m.visible order by m.seq`,
      [talkId],
    );
  }

  private async isBusy(): Promise<boolean> {
    const [row] = await this.db.query<{ busy: boolean }>(
      `select exists (select from line_event where city = $1 and done_at is null) or exists (select from message where city = $1 and turn = 'pending')
         or exists (select from line_outbox where city = $1 and done_at is null)
         or exists (select from line_talk t join conversation c on c.id = t.conversation_id where c.last_seq > t.told_seq) as busy`,
      [CITY],
    );
    return row?.busy === true;
  }

  private async build(desk: Desk, settings: Partial<LineSettings> = {}): Promise<LineNode> {
    const db = this.database.open();
    const clock = () => OPENING;
    const mask = personalDataMask(desk.pack, this.real.tokenizer);
    const originalOf = personalDataOriginal(desk.pack, this.real.tokenizer);
    const originals = new SealedOriginals({ db, city: CITY, secret: SECRET });
    const conversations = new ConversationStore(db, CITY, clock, originals);
    const wording = handoffWording(() => desk.pack);
    const handoff = new HandoffService({
      db,
      city: CITY,
      clock,
      hours: desk.pack.hours,
      conversations,
      wording,
    });
    const bot = { id: 'madoguchi', name: '窓口' };
    const brain = buildBot({ desk, db, clock, bot, logger: silent, handoff });
    const turns = new TurnRunner({
      store: conversations,
      logger: silent,
      run: brain.run,
      giveUp: brain.apologize,
      sweepEveryMs: 500,
    });
    const moves = new SecureMoves({ db, city: CITY, secret: SECRET });
    const line = openLine({
      ...{
        db,
        desk,
        conversations,
        handoff,
        moves,
        secret: SECRET,
        mask,
        originalOf,
        logger: silent,
        pace: this.pace,
      },
      line: { ...this.settings, ...settings },
      wake: (id) => turns.wake(id),
      gate: new AckGate(),
    });
    const server = createHttpServer({
      allowedOrigins: [],
      trustProxy: false,
      contact: '',
      probes: { live: () => ({ ok: true }), ready: () => Promise.resolve({ ok: true }) },
      logger: silent,
    });
    server.route(...line.routes);
    const { port } = await server.listen(0, '127.0.0.1');
    let working = false;
    return {
      ...{ line, turns, handoff, server },
      endpoint: `http://127.0.0.1:${port}/line/webhook`,
      work: async () => {
        working = true;
        await turns.start();
        await line.start('https://desk.example.lg.jp');
      },
      close: async () => {
        await server.close(0);
        await line.close();
        if (working) await turns.stop();
      },
    };
  }

  private get settings(): LineSettings {
    const { LINE_CHANNEL_SECRET = '', LINE_CHANNEL_ACCESS_TOKEN = '' } = this.fake.settings;
    return {
      channelSecret: LINE_CHANNEL_SECRET,
      channelAccessToken: LINE_CHANNEL_ACCESS_TOKEN,
      apiBaseUrl: this.fake.apiBaseURL,
      dataApiBaseUrl: this.fake.dataApiBaseURL,
      forwardUrls: [],
      forwardSecret: undefined,
    };
  }
}
