import { createHash } from 'node:crypto';
import type { Channel } from '../conversation/channel';
import type { Clock } from '../conversation/clock';
import type { Conversation, Owner } from '../conversation/conversation';
import type { Message, Original, WireActivity } from '../conversation/message';
import { AppError } from '../errors';
import type { Db, Queryable } from '../storage/db';
import { appendMessages, type Destination, type NewMessage } from './append-messages';
import {
  CONVERSATION_COLUMNS,
  MESSAGE_COLUMNS,
  toConversation,
  toMessage,
  type ConversationRow,
  type MessageRow,
} from './conversation-rows';
import { messagesSince, type Since } from './messages-since';
import { OneAtATime } from './one-at-a-time';
import { ReadTogether } from './read-together';
import type { SealedOriginals } from './sealed-originals';
import { storableText } from './storable-json';
import type { Turn } from './turn';

/** NOTIFY channel; the payload is the id of a conversation that has something new. */
export const CONVERSATION_CHANNEL = 'conversation';

/** A key from outside may be longer than an index entry can be. */
const LONGEST_KEY = 200;

/** PostgreSQL's SQLSTATE. */
const UNIQUE_VIOLATION = '23505';

/** What a citizen wrote, masked; the same key is the same message. */
interface ReceivedMessage {
  readonly conversationId: string;
  readonly key: string;
  readonly activity: WireActivity;
  readonly text: string;
  readonly visible?: boolean;
  readonly original?: Original;
}

type PendingRow = MessageRow & { readonly attempts: number };

/** Conversations and their messages: numbered without gaps, never doubled, durable when a method has resolved. */
export class ConversationStore {
  /** A flood into one conversation would otherwise take every connection of the pool, all waiting for one row. */
  private readonly receiving = new OneAtATime();
  private readonly reading: ReadTogether<Since, Message[]>;

  constructor(
    private readonly db: Db,
    private readonly city: string,
    private readonly clock: Clock,
    /** Without it no original is kept. */
    private readonly originals?: Pick<SealedOriginals, 'seal'>,
  ) {
    this.reading = new ReadTogether((asks) => messagesSince(db, city, asks));
  }

  /** Creates the conversation, or finds it as it is. */
  async open(c: {
    conversationId: string;
    channel: Channel;
    userId: string;
  }): Promise<{ conversation: Conversation; created: boolean }> {
    const [row] = await this.db.query<ConversationRow>(
      `insert into conversation (id, city, channel, user_id, last_at, created_at) values ($1, $2, $3, $4, $5::timestamptz - interval '1 millisecond', $5)
       on conflict (id) do nothing returning ${CONVERSATION_COLUMNS}`,
      [c.conversationId, this.city, c.channel, c.userId, new Date(this.clock())],
    );
    if (row !== undefined) return { conversation: toConversation(row), created: true };
    return { conversation: (await this.find(c.conversationId)) ?? unknown(c.conversationId), created: false };
  }

  async find(conversationId: string): Promise<Conversation | undefined> {
    const [row] = await this.db.query<ConversationRow>(
      `select ${CONVERSATION_COLUMNS} from conversation where id = $1 and city = $2`,
      [storableText(conversationId), this.city],
    );
    return row && toConversation(row);
  }

  /** Stores a citizen's message, to be answered by a turn. The same `key` again is the same message (`duplicate`), whatever the outcome
   *  of the first call was. `text` and `activity` are masked already; `original` is sealed with the message. Throws
   *  `conversation.unknown`. */
  async receive(m: ReceivedMessage): Promise<{ message: Message; duplicate: boolean }> {
    const { conversationId, activity, text, visible = true, original } = m;
    const key = shortKey(m.key);
    const to = { conversationId, city: this.city, now: this.clock() };
    const message = { key, activity, text, visible, author: 'citizen', turn: 'pending' } as const;
    const append = () => this.appendSealing(to, message, original).catch(knownKey);
    const [added] = await this.receiving.run(conversationId, append);
    const received = added
      ? { message: added, duplicate: false }
      : {
          message: (await this.withKey(this.db, conversationId, key)) ?? unknown(conversationId),
          duplicate: true,
        };
    void this.db.notify(CONVERSATION_CHANNEL, conversationId);
    return received;
  }

  /** The same inside a transaction of the caller's, who wakes listeners when it has committed, and who sees to it that no two calls with
   *  one key run at once. Throws `conversation.unknown`. */
  async receiveWithin(
    q: Queryable,
    { conversationId, activity, text, visible = true, original, ...m }: ReceivedMessage,
  ): Promise<Message> {
    const key = shortKey(m.key);
    const to = { conversationId, city: this.city, now: this.clock() };
    const [added] = await appendMessages(q, to, [
      { key, activity, text, visible, author: 'citizen', turn: 'pending' },
    ]);
    if (added !== undefined && original !== undefined) await this.originals?.seal(q, added, original);
    return added ?? (await this.withKey(q, conversationId, key)) ?? unknown(conversationId);
  }

  /** Visible messages after `seq`, in order; their `at` is strictly increasing. */
  since(conversationId: string, seq: number): Promise<Message[]> {
    return this.reading.ask({ conversationId, seq });
  }

  /** The newest number of each conversation that exists: one question that tells which of many have something new. */
  async lastSeqs(conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.db.query<{ id: string; last_seq: number }>(
      'select id, last_seq from conversation where city = $1 and id = any($2)',
      [this.city, conversationIds],
    );
    return new Map(rows.map(({ id, last_seq }) => [id, last_seq]));
  }

  /** Appends what neither the citizen nor a turn says, in order; a key that is stored already gives the stored message. `q` is a
   *  transaction that holds the conversation's row, else two calls with one key could fail one another. Throws `conversation.unknown`. */
  async append(
    q: Queryable,
    conversationId: string,
    messages: readonly Omit<NewMessage, 'turn' | 'visible'>[],
  ): Promise<Message[]> {
    const keyed = messages.map((message) => ({ ...message, key: shortKey(message.key) }));
    const to = { conversationId, city: this.city, now: this.clock() };
    const added = await appendMessages(
      q,
      to,
      keyed.map((message) => ({ ...message, turn: 'none', visible: true })),
    );
    if (added.length > 0) return added;
    const known = await this.withKeys(q, conversationId, keyed);
    return known.length > 0 ? known : unknown(conversationId);
  }

  /** The message that was stored under this key. */
  async withKey(q: Queryable, conversationId: string, key: string): Promise<Message | undefined> {
    const [message] = await this.withKeys(q, conversationId, [{ key: shortKey(key) }]);
    return message;
  }

  /** Compare-and-set of who may speak; false when the owner is none of `from`. */
  async moveOwner(q: Queryable, conversationId: string, from: readonly Owner[], to: Owner): Promise<boolean> {
    const moved = await q.query(
      'update conversation set owner = $4 where id = $1 and city = $2 and owner = any($3) returning id',
      [storableText(conversationId), this.city, from, to],
    );
    return moved.length > 0;
  }

  /** Answers the oldest unanswered message: `run` fills the outbox, and replies, owner, state and done-mark commit together. False when
   *  nothing was pending. When `run` rejects, nothing is stored, the message stays pending, and the failure is counted. */
  async takeTurn(conversationId: string, run: (turn: Turn) => Promise<void>): Promise<boolean> {
    let inbound: Message | undefined;
    let silent = false;
    try {
      await this.db.tx(async (q) => {
        const conversation = await this.lock(q, conversationId);
        if (conversation === undefined) return;
        const pending = await oldestPending(q, conversationId);
        if (pending === undefined) return;
        inbound = toMessage(pending);
        const turn = beginTurn({ q, conversation, inbound, attempt: pending.attempts + 1 });
        await run(turn);
        silent = isSilent(turn, conversation.owner);
        await this.finish(turn, conversation.owner);
      });
    } catch (error) {
      if (inbound !== undefined) await this.countFailure(inbound);
      throw error;
    }
    if (inbound !== undefined && !silent) void this.db.notify(CONVERSATION_CHANNEL, conversationId);
    return inbound !== undefined;
  }

  /** Conversations that have waited for a turn longer than this (by the database's clock), longest first. */
  async pending(olderThanMs: number): Promise<string[]> {
    const rows = await this.db.query<{ conversation_id: string }>(
      `select conversation_id from message where city = $1 and turn = 'pending'
         and received_at <= clock_timestamp() - $2 * interval '1 millisecond'
       group by conversation_id order by min(received_at) limit 1000`,
      [this.city, olderThanMs],
    );
    return rows.map((row) => row.conversation_id);
  }

  /** One statement is a transaction by itself; only an original needs a longer one. */
  private async appendSealing(to: Destination, message: NewMessage, original?: Original): Promise<Message[]> {
    const { originals } = this;
    if (original === undefined || originals === undefined) return appendMessages(this.db, to, [message]);
    return this.db.tx(async (q) => {
      const added = await appendMessages(q, to, [message]);
      for (const at of added) await originals.seal(q, at, original);
      return added;
    });
  }

  private async withKeys(
    q: Queryable,
    conversationId: string,
    keyed: readonly { readonly key: string }[],
  ): Promise<Message[]> {
    const rows = await q.query<MessageRow>(
      `select ${MESSAGE_COLUMNS} from message where conversation_id = $1 and city = $2 and key = any($3) order by seq`,
      [storableText(conversationId), this.city, keyed.map(({ key }) => key)],
    );
    return rows.map(toMessage);
  }

  private async lock(q: Queryable, conversationId: string): Promise<Conversation | undefined> {
    const [row] = await q.query<ConversationRow>(
      `select ${CONVERSATION_COLUMNS} from conversation where id = $1 and city = $2 for update`,
      [storableText(conversationId), this.city],
    );
    return row && toConversation(row);
  }

  /** The outbound gate: the bot is heard only where it had the word when the turn began, or has been given it in this turn. */
  private async finish(turn: Turn, ownerBefore: Owner): Promise<void> {
    const { q, inbound, conversation } = turn;
    const botSpeaks = ownerBefore === 'bot' || conversation.owner === 'bot';
    const outgoing = turn.outbox.filter(({ author }) => author !== 'bot' || botSpeaks);
    const { conversationId, seq } = inbound;
    if (outgoing.length === 0) {
      await q.query(`update message set turn = 'done' where conversation_id = $1 and seq = $2`, [
        conversationId,
        seq,
      ]);
      return;
    }
    const to = { conversationId, city: this.city, now: this.clock(), answers: seq };
    const replies = outgoing.map((reply, n) => ({
      ...reply,
      key: `reply:${seq}:${n}`,
      turn: 'none' as const,
      visible: true,
    }));
    const told = await appendMessages(q, to, replies);
    if (told.length === 0)
      throw new AppError('storage.unavailable', `Message ${seq} of "${conversationId}" has replies already`);
  }

  /** Best effort: when the database itself was the fault, the attempt was not the message's. */
  private async countFailure({ conversationId, seq }: Message): Promise<void> {
    await this.db
      .query(
        `update message set attempts = attempts + 1 where conversation_id = $1 and seq = $2 and turn = 'pending'`,
        [conversationId, seq],
      )
      .catch(() => undefined);
  }
}

function beginTurn(t: { q: Queryable; conversation: Conversation; inbound: Message; attempt: number }): Turn {
  let { conversation } = t;
  return {
    q: t.q,
    inbound: t.inbound,
    attempt: t.attempt,
    outbox: [],
    get conversation() {
      return conversation;
    },
    setOwner: async (owner) => {
      await t.q.query('update conversation set owner = $2 where id = $1', [conversation.id, owner]);
      conversation = { ...conversation, owner };
    },
  };
}

/** Every word of a citizen to a person is such a turn. Nobody need look again: `receive` has told of the words. */
function isSilent({ outbox, conversation }: Turn, ownerBefore: Owner): boolean {
  return outbox.length === 0 && ownerBefore.startsWith('operator:') && conversation.owner === ownerBefore;
}

async function oldestPending(q: Queryable, conversationId: string): Promise<PendingRow | undefined> {
  const [row] = await q.query<PendingRow>(
    `select ${MESSAGE_COLUMNS}, attempts from message where conversation_id = $1 and turn = 'pending' order by seq limit 1`,
    [conversationId],
  );
  return row;
}

function shortKey(key: string): string {
  return key.length <= LONGEST_KEY
    ? storableText(key)
    : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

/** The same message was stored while this one waited for the conversation's lock. */
function knownKey(error: unknown): [] {
  if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return [];
  throw error;
}

function unknown(conversationId: string): never {
  throw new AppError(
    'conversation.unknown',
    `No conversation "${conversationId}" in this city: open it first`,
  );
}
