import type { Queryable } from '../storage/db';

/** One talk of the city's LINE account. */
export interface LineTalk {
  readonly talkId: string;
  readonly conversationId: string;
  /** With one person: not in a group or room. */
  readonly personal: boolean;
}

/** Which talk is which conversation, and whether anybody is still there. */
export class LineTalks {
  constructor(
    private readonly q: Queryable,
    private readonly city: string,
  ) {}

  /** True when the talk is known. */
  async knows(q: Queryable, talkId: string): Promise<boolean> {
    const found = await q.query('select from line_talk where city = $1 and talk_id = $2', [
      this.city,
      talkId,
    ]);
    return found.length > 0;
  }

  /** The conversation must be there. */
  async add(q: Queryable, { talkId, conversationId, personal }: LineTalk): Promise<void> {
    await q.query(
      'insert into line_talk (city, talk_id, conversation_id, personal) values ($1, $2, $3, $4) on conflict do nothing',
      [this.city, talkId, conversationId, personal],
    );
  }

  /** Nothing goes to a talk that is blocked: what waits for it is given up. */
  async setBlocked(q: Queryable, talkId: string, blocked: boolean): Promise<void> {
    await q.query('update line_talk set blocked = $3 where city = $1 and talk_id = $2 and blocked <> $3', [
      this.city,
      talkId,
      blocked,
    ]);
    if (!blocked) return;
    await q.query(
      `update line_outbox set state = 'refused', messages = null, done_at = clock_timestamp()
       where city = $1 and talk_id = $2 and state = 'waiting'`,
      [this.city, talkId],
    );
  }

  /** The citizens of these conversations have the city's own page open: they need no notice on LINE. */
  async pageSeen(conversationIds: readonly string[]): Promise<void> {
    await this.q.query(
      'update line_talk set page_seen_at = clock_timestamp(), noticed_seq = null where city = $1 and conversation_id = any($2)',
      [this.city, conversationIds],
    );
  }
}
