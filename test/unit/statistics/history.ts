import type { Db } from '../../../src/storage/db';

/** 10:00 of a Friday by the database's clock; every time of a history is told in seconds from then. */
export const TEN = Date.parse('2021-06-04T10:00+09:00');
const at = (seconds: number): Date => new Date(TEN + seconds * 1000);

interface Talk {
  readonly operator?: string;
  readonly offered?: number;
  /** Left out: the offer ran out. */
  readonly accepted?: number;
  readonly talkEnded?: number;
  readonly ended?: number;
}

interface Wait {
  readonly since: number;
  readonly state: 'waiting' | 'closed' | 'abandoned' | 'callback' | 'message';
  /** When it got into that state. */
  readonly until?: number;
  readonly channel?: 'web' | 'line' | 'voice';
  readonly cause?: string;
  readonly topic?: string;
  readonly skill?: string;
  readonly lastText?: string;
  /** States it went through. */
  readonly through?: readonly string[];
  readonly talks?: readonly Talk[];
  /** Of an earlier conversation; else a new one. */
  readonly conversation?: string;
}

/** Writes what happened straight into the tables, at chosen times of the database's clock. */
export class History {
  private n = 0;

  constructor(
    private readonly db: Db,
    readonly city: string,
  ) {}

  async operator(id: string, capacity = 2): Promise<string> {
    await this.db.query(
      `insert into operator (id, city, login, display_name, roles, capacity) values ($1, $2, $1, $1, '{operator}', $3)`,
      [id, this.city, capacity],
    );
    return id;
  }

  async conversation(channel: 'web' | 'line' | 'voice' = 'web'): Promise<string> {
    const id = `${this.city}-${++this.n}`;
    await this.db.query(
      `insert into conversation (id, city, channel, user_id, last_at, created_at) values ($1, $2, $3, 'u', now(), now())`,
      [id, this.city, channel],
    );
    return id;
  }

  /** One line of a conversation; `decision` makes it a reply. */
  async line(
    conversation: string,
    seconds: number,
    reply?: { decision: string; entryIds?: readonly string[] },
  ): Promise<void> {
    const seq = ++this.n;
    const record = reply === undefined ? null : JSON.stringify({ entryIds: [], ...reply });
    const author = reply === undefined ? 'citizen' : reply.decision === 'operator' ? 'operator' : 'bot';
    await this.db.query(
      `insert into message (conversation_id, seq, city, id, key, author, turn, visible, at, received_at, text, activity, record)
       values ($1, $2, $3, $4, $4, $5, 'none', true, $6, $7, '言葉', '{}', $8::jsonb)`,
      [conversation, seq, this.city, `m${seq}`, author, new Date(0), at(seconds), record],
    );
  }

  async wait(wait: Wait): Promise<string> {
    const conversation = wait.conversation ?? (await this.conversation(wait.channel));
    const handoff = await this.handoff(conversation, wait);
    const states = [...(wait.through ?? []), wait.state];
    for (const [n, state] of states.entries()) {
      await this.db.query(
        `insert into handoff_event (handoff_id, n, city, state, actor, reason, at) values ($1, $2, $3, $4, 'system', 'test', $5)`,
        [handoff, n + 1, this.city, state, new Date(0)],
      );
    }
    for (const [n, talk] of (wait.talks ?? []).entries()) await this.talk(handoff, n + 1, talk);
    return conversation;
  }

  private async handoff(conversation: string, wait: Wait): Promise<string> {
    const given = {
      channel: 'web',
      cause: 'asked',
      topic: null,
      skill: 'general',
      lastText: '',
      until: wait.since,
      ...wait,
    };
    const over = wait.state === 'closed' || wait.state === 'abandoned';
    const [row] = await this.db.query<{ id: string }>(
      `insert into handoff (city, conversation_id, channel, state, cause, topic, skill, last_text, enqueued_at, waiting_since, state_since,
         closed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
      [
        ...[this.city, conversation, given.channel, wait.state, given.cause, given.topic, given.skill],
        ...[given.lastText, new Date(0), at(wait.since), at(given.until)],
        over ? new Date(0) : null, // the desk's clock, which no figure uses
      ],
    );
    return row?.id ?? '';
  }

  async call(seconds: number, entryId?: string): Promise<void> {
    await this.db.query(
      `insert into call_record (city, operator_id, key, text, entry_id, release, at, recorded_at)
       values ($1, (select id from operator where city = $1 limit 1), $2, '言葉', $3, 1, $4, $5)`,
      [this.city, `c${++this.n}`, entryId ?? null, new Date(0), at(seconds)],
    );
  }

  /** One call to the desk's own voice; without an end it goes on. */
  async voiceCall(seconds: number, endReason?: string): Promise<void> {
    await this.db.query(
      `insert into voice_call (conversation_id, city, carrier_id, started_at, ended_at, end_reason) values ($1, $2, 'c', $3, $4, $5)`,
      [
        `${this.city}-call-${++this.n}`,
        this.city,
        at(seconds),
        endReason === undefined ? null : at(seconds + 60),
        endReason ?? null,
      ],
    );
  }

  private async talk(handoff: string, n: number, talk: Talk): Promise<void> {
    const { operator = 'op', accepted, talkEnded, ended } = talk;
    const started = talk.offered ?? accepted ?? 0;
    await this.db.query(
      `insert into assignment (handoff_id, n, city, operator_id, started_at, accepted_at, talk_ended_at, ended_at, end_reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[handoff, n, this.city, operator, at(started)],
        ...[accepted, talkEnded, ended].map((seconds) => (seconds === undefined ? null : at(seconds))),
        ended === undefined ? null : 'test',
      ],
    );
  }
}
