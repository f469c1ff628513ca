import { randomUUID } from 'node:crypto';
import type { Author, WireActivity } from '../conversation/message';
import type { Db } from '../storage/db';
import type { OutboxRow } from './next-call';

/** A message object of LINE's, as it goes out. */
export type LineMessage = Readonly<Record<string, unknown>>;

/** A talk while this node sends in it. */
export interface HeldTalk {
  readonly talkId: string;
  readonly conversationId: string;
  readonly personal: boolean;
  readonly blocked: boolean;
  /** Up to this message of the conversation the outbox has what LINE is told. */
  readonly toldSeq: number;
  /** The citizen has the city's own page open. */
  readonly onPage: boolean;
  /** The citizen has opened the city's page lately: what people say stays there. */
  readonly moved: boolean;
  /** LINE was told already that an operator has answered on the page. */
  readonly noticed: boolean;
}

/** Something the desk has said in the conversation. */
export interface Said {
  readonly seq: number;
  readonly author: Exclude<Author, 'citizen'>;
  readonly text: string;
  readonly activity: WireActivity;
  readonly entryIds: readonly string[];
  /** Number of the citizen's message that it answers. */
  readonly answers: number | null;
  /** That message was written on LINE. */
  readonly fromLine: boolean;
}

/** What goes out together, in one call if it can. */
export interface Planned {
  readonly answers: number | null;
  readonly messages: readonly LineMessage[];
  /** From now, ms. */
  readonly delayMs: number;
}

export interface Outcome {
  readonly state: 'accepted' | 'unknown' | 'refused';
  /** HTTP status; 0: no answer came. */
  readonly status: number;
  readonly requestId?: string | undefined;
}

const LEASE_SECONDS = 30;
/** Without a sign of life of the page for this long, it is closed: two reports of 30 seconds. */
const ON_PAGE_SECONDS = 75;
/** LINE promises about a minute. */
const TOKEN_SECONDS = 50;

/** What LINE is told: stored before it is sent, by one node at a time in each talk. */
export class LineOutbox {
  private readonly holder = randomUUID();

  constructor(
    private readonly db: Db,
    private readonly city: string,
  ) {}

  /** Undefined when another node sends there, or it is no talk of LINE. */
  async hold(conversationId: string): Promise<HeldTalk | undefined> {
    const [talk] = await this.db.query<HeldTalk>(HOLD, [
      this.city,
      conversationId,
      this.holder,
      LEASE_SECONDS,
      ON_PAGE_SECONDS,
    ]);
    return talk;
  }

  async release({ talkId }: Pick<HeldTalk, 'talkId'>): Promise<void> {
    await this.db.query(
      `update line_talk set lease_until = '-infinity' where city = $1 and talk_id = $2 and holder = $3`,
      [this.city, talkId, this.holder],
    );
  }

  /** What the desk has said that the outbox does not have, and the conversation's newest number. */
  async untold({ conversationId, toldSeq }: HeldTalk): Promise<{ said: Said[]; lastSeq: number }> {
    const rows = await this.db.query<Said & { lastSeq: number }>(UNTOLD, [conversationId, toldSeq]);
    return { said: rows.filter(({ seq }) => seq !== null), lastSeq: rows[0]?.lastSeq ?? toldSeq };
  }

  /** Puts into the outbox what is to be sent, and moves on. Nothing happens when the talk is not held any more. */
  async plan(
    talk: HeldTalk,
    upTo: { toldSeq: number; noticedSeq?: number | undefined },
    calls: readonly Planned[],
  ): Promise<void> {
    await this.db.query(PLAN, [
      ...[this.city, talk.talkId, this.holder, talk.toldSeq, upTo.toldSeq, upTo.noticedSeq ?? null],
      calls.map(({ answers }) => answers),
      calls.map(({ messages }) => JSON.stringify(messages)),
      calls.map(({ delayMs }) => delayMs),
    ]);
  }

  /** What is not over, in order. */
  async open({ talkId, conversationId }: HeldTalk): Promise<OutboxRow[]> {
    return this.db.query<OutboxRow>(OPEN, [this.city, talkId, conversationId, TOKEN_SECONDS]);
  }

  /** Spends a reply token on these rows; undefined when it is gone, and nothing has changed. */
  async beginReply(ids: readonly string[], eventId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ token: string }>(BEGIN_REPLY, [
      this.city,
      eventId,
      ids,
      TOKEN_SECONDS,
    ]);
    return row?.token;
  }

  /** Stores the retry key of a push before it is sent; a push that is sent again keeps its own. */
  async beginPush(ids: readonly string[]): Promise<string> {
    const [row] = await this.db.query<{ key: string }>(
      `update line_outbox set state = 'pushing', attempts = attempts + 1, retry_key = coalesce(retry_key, $3::uuid)
       where city = $1 and id = any($2) and done_at is null returning retry_key as key`,
      [this.city, ids, randomUUID()],
    );
    return row?.key ?? randomUUID();
  }

  async finish(ids: readonly string[], { state, status, requestId }: Outcome): Promise<void> {
    await this.db.query(
      `update line_outbox set state = $3, messages = null, done_at = clock_timestamp(), status = $4, request_id = $5
       where city = $1 and id = any($2) and done_at is null`,
      [this.city, ids, state, status, requestId ?? null],
    );
  }

  /** Not sent for certain: waits again, and may go another way. `anew`: as if it had not been tried, so that a reply need not wait. */
  async putBack(
    ids: readonly string[],
    { status, delayMs, anew = false }: { status: number; delayMs: number; anew?: boolean },
  ): Promise<void> {
    await this.db.query(
      `update line_outbox set state = 'waiting', retry_key = null, status = $3, attempts = case when $5 then 0 else attempts end,
         due_at = clock_timestamp() + $4 * interval '1 millisecond'
       where city = $1 and id = any($2) and done_at is null`,
      [this.city, ids, status, delayMs, anew],
    );
  }

  /** The reply token was not used after all. */
  async giveTokenBack(eventId: string): Promise<void> {
    await this.db.query('update line_event set token_used_at = null where city = $1 and event_id = $2', [
      this.city,
      eventId,
    ]);
  }

  /** A push whose outcome is not known: the same call again, later. */
  async pushLater(ids: readonly string[], status: number, delayMs: number): Promise<void> {
    await this.db.query(
      `update line_outbox set status = $3, due_at = clock_timestamp() + $4 * interval '1 millisecond'
       where city = $1 and id = any($2) and done_at is null`,
      [this.city, ids, status, delayMs],
    );
  }

  /** Conversations in which something is to be sent now. */
  async overdue(): Promise<readonly string[]> {
    const rows = await this.db.query<{ conversation_id: string }>(OVERDUE, [this.city]);
    return rows.map(({ conversation_id }) => conversation_id);
  }

  /** Deletes what is over since so many days. Returns how many. */
  async sweep(days: number): Promise<number> {
    const gone = await this.db.query(
      `delete from line_outbox where city = $1 and done_at < clock_timestamp() - $2 * interval '1 day' returning id`,
      [this.city, days],
    );
    return gone.length;
  }
}

const HOLD = `
  update line_talk set holder = $3, lease_until = clock_timestamp() + $4 * interval '1 second'
  where city = $1 and conversation_id = $2 and (holder = $3 or lease_until < clock_timestamp())
  returning talk_id as "talkId", conversation_id as "conversationId", personal, blocked, told_seq as "toldSeq",
    coalesce(page_seen_at > clock_timestamp() - $5 * interval '1 second', false) as "onPage", noticed_seq is not null as noticed,
    exists (select from secure_move m where m.conversation_id = $2 and m.opened_at > clock_timestamp() - interval '1 day') as moved`;

/** One statement, so that the newest number and the messages below it are of one moment. */
const UNTOLD = `
  select c.last_seq as "lastSeq", m.seq, m.author, m.text, m.activity, coalesce(m.record -> 'entryIds', '[]') as "entryIds",
    asked.seq as answers, coalesce(asked.key like 'line:%', false) as "fromLine"
  from conversation c
  left join message m on m.conversation_id = c.id and m.seq > $2 and m.visible and m.author <> 'citizen'
  left join message asked on asked.conversation_id = c.id and asked.seq = substring(m.key from '^reply:([0-9]+):')::int
  where c.id = $1 order by m.seq`;

const PLAN = `
  with t as (
    update line_talk set told_seq = $5, noticed_seq = coalesce($6, noticed_seq)
    where city = $1 and talk_id = $2 and holder = $3 and told_seq = $4 returning city, talk_id
  )
  insert into line_outbox (city, talk_id, answers, messages, due_at)
  select t.city, t.talk_id, i.answers, i.messages::jsonb, clock_timestamp() + i.delay * interval '1 millisecond'
  from t, unnest($7::int[], $8::text[], $9::float8[]) with ordinality as i (answers, messages, delay, n) order by i.n`;

/** A token is for the answer to its message; one whose message has been dealt with without an answer is free for anything, but only when
 *  everything said is planned: an answer that was given a moment ago must find its token. */
const OPEN = `
  with token as (
    select e.event_id, e.seq from line_event e join message m on m.conversation_id = $3 and m.seq = e.seq
    where e.city = $1 and e.talk_id = $2 and e.reply_token is not null and e.token_used_at is null and m.turn <> 'pending'
      and e.received_at > clock_timestamp() - $4 * interval '1 second'
  )
  select o.id::text as id, o.answers, o.messages, o.state, o.retry_key as "retryKey", o.attempts,
    o.due_at <= clock_timestamp() as due, extract(epoch from clock_timestamp() - o.created_at)::float8 * 1000 as "ageMs",
    own.event_id as "ownToken",
    (select t.event_id from token t, conversation c, line_talk l
     where c.id = $3 and l.city = $1 and l.talk_id = $2 and c.last_seq = l.told_seq and not exists (
       select from line_outbox p where p.city = $1 and p.talk_id = $2 and p.done_at is null and p.answers = t.seq)
     order by t.seq desc limit 1) as "spareToken"
  from line_outbox o left join token own on own.seq = o.answers
  where o.city = $1 and o.talk_id = $2 and o.done_at is null order by o.id`;

const BEGIN_REPLY = `
  with t as (
    update line_event set token_used_at = clock_timestamp() where city = $1 and event_id = $2 and token_used_at is null
      and received_at > clock_timestamp() - $4 * interval '1 second' returning reply_token
  ), o as (
    update line_outbox set state = 'replying', attempts = attempts + 1 where city = $1 and id = any($3) and state = 'waiting' and exists (select from t)
  ) select reply_token as token from t`;

const OVERDUE = `
  select t.conversation_id from line_talk t join conversation c on c.id = t.conversation_id
  where t.city = $1 and c.last_seq > t.told_seq and t.lease_until < clock_timestamp()
  union
  select t.conversation_id from line_outbox o join line_talk t using (city, talk_id)
  where o.city = $1 and o.done_at is null and o.due_at <= clock_timestamp() and t.lease_until < clock_timestamp()
  limit 1000`;
