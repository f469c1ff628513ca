import type { Db } from '../storage/db';

export interface VoiceCallBegun {
  readonly conversationId: string;
  readonly carrierId: string;
  /** A pseudonym, never the number. */
  readonly callerHash: string | undefined;
}

/** A call of which no desk has said for so long that it leads it was lost: its desk went down. Six beats. */
const LOST_SECONDS = 60;

/** The record of calls: when, how each ended, and what became of ringing a person. Ages are the database's. */
export class VoiceCallStore {
  /** Led by this desk. */
  private readonly running = new Set<string>();

  constructor(
    private readonly db: Db,
    private readonly city: string,
    /** Days that a record is kept. */
    private readonly days: number,
  ) {}

  async begin({ conversationId, carrierId, callerHash }: VoiceCallBegun): Promise<void> {
    this.running.add(conversationId);
    await this.db.query(
      `insert into voice_call (conversation_id, city, carrier_id, caller_hash) values ($1, $2, $3, $4)
       on conflict (conversation_id) do nothing`,
      [conversationId, this.city, carrierId, callerHash ?? null],
    );
  }

  async transferred(conversationId: string, outcome: string): Promise<void> {
    await this.db.query(
      'update voice_call set transfers = transfers || $3 where conversation_id = $1 and city = $2',
      [conversationId, this.city, [outcome]],
    );
  }

  /** The first end counts, except that a call which was taken for lost has not ended so. */
  async end(conversationId: string, { reason, phase }: { reason: string; phase: string }): Promise<void> {
    this.running.delete(conversationId);
    await this.db.query(
      `update voice_call set ended_at = clock_timestamp(), end_reason = $3, end_phase = $4
       where conversation_id = $1 and city = $2 and (ended_at is null or end_reason = 'lost')`,
      [conversationId, this.city, reason, phase],
    );
  }

  /** Says that this desk still leads its calls. To be called every ten seconds. */
  async beat(): Promise<void> {
    if (this.running.size === 0) return;
    await this.db.query(
      'update voice_call set seen_at = clock_timestamp() where conversation_id = any($1) and city = $2 and ended_at is null',
      [[...this.running], this.city],
    );
  }

  /** Ends the calls of desks that went down, and deletes what is too old. Returns the conversations of the lost calls, each once. */
  async sweep(): Promise<string[]> {
    const lost = await this.db.query<{ id: string }>(
      `update voice_call set ended_at = seen_at, end_reason = 'lost'
       where city = $1 and ended_at is null and seen_at < clock_timestamp() - $2 * interval '1 second'
       returning conversation_id as id`,
      [this.city, LOST_SECONDS],
    );
    await this.db.query(
      `delete from voice_call where city = $1 and ended_at < clock_timestamp() - $2 * interval '1 day'`,
      [this.city, this.days],
    );
    return lost.map(({ id }) => id);
  }
}
