import { randomUUID } from 'node:crypto';
import type { Db } from '../storage/db';
import type { HubEvent } from './hub-event';

const LEASE_SECONDS = 30;
const AT_ONCE = 50;
/** Longer than a signature is valid, so that no request can be sent a second time. */
const REMEMBERED = '1 hour';

/** How far the log of handoffs has been told to the hub, and which of its own messages the desk has taken. One node tells at a time; any
 *  other goes on where it stopped. */
export class HubFeed {
  private readonly holder = randomUUID();

  constructor(
    private readonly db: Db,
    private readonly city: string,
  ) {}

  /** A hub that is new to the desk hears of what happens from now on. */
  async begin(): Promise<void> {
    await this.db.query(
      `insert into handoff_hub (city, xid, id) values ($1, pg_snapshot_xmin(pg_current_snapshot()), 0) on conflict (city) do nothing`,
      [this.city],
    );
  }

  /** What has not been told yet, in order; nothing while another node tells. Asking again prolongs the lease. */
  async next(): Promise<HubEvent[]> {
    const held = await this.db.query(
      `update handoff_hub set holder = $2, lease_until = clock_timestamp() + $3 * interval '1 second'
       where city = $1 and (holder = $2 or lease_until < clock_timestamp()) returning city`,
      [this.city, this.holder, LEASE_SECONDS],
    );
    return held.length === 0 ? [] : this.db.query<HubEvent>(UNTOLD, [this.city, AT_ONCE]);
  }

  /** Moves on past this event. False when another node has taken over meanwhile: it may tell the event once more. */
  async told({ xid, id }: Pick<HubEvent, 'xid' | 'id'>): Promise<boolean> {
    const moved = await this.db.query(
      `update handoff_hub set xid = $3::text::xid8, id = $4, lease_until = clock_timestamp() + $5 * interval '1 second'
       where city = $1 and holder = $2 returning city`,
      [this.city, this.holder, xid, id, LEASE_SECONDS],
    );
    return moved.length > 0;
  }

  /** Lets other nodes go on at once. */
  async release(): Promise<void> {
    await this.db.query(
      `update handoff_hub set lease_until = '-infinity', holder = null where city = $1 and holder = $2`,
      [this.city, this.holder],
    );
  }

  /** False when a message of this id was taken before. */
  async take(activityId: string): Promise<boolean> {
    await this.db.query(
      `delete from handoff_hub_received where city = $1 and received_at < clock_timestamp() - interval '${REMEMBERED}'`,
      [this.city],
    );
    const taken = await this.db.query(
      'insert into handoff_hub_received (city, activity_id) values ($1, $2) on conflict do nothing returning city',
      [this.city, activityId],
    );
    return taken.length > 0;
  }

  /** What was taken could not be done: the hub may send it again. */
  async untake(activityId: string): Promise<void> {
    await this.db.query('delete from handoff_hub_received where city = $1 and activity_id = $2', [
      this.city,
      activityId,
    ]);
  }
}

/** Below the oldest running transaction, because a line with a smaller number may still be on its way (see 0002). */
const UNTOLD = `
  select e.xid::text as xid, e.id::text as id, e.handoff_id::text as "handoffId", e.n, e.state, before.state as before, e.actor, e.reason, e.at,
    h.conversation_id as "conversationId", c.user_id as "userId", h.channel, h.cause, h.topic, h.skill, h.language, h.priority
  from handoff_hub hub join handoff_event e on e.city = hub.city and (e.xid, e.id) > (hub.xid, hub.id)
    and e.xid < pg_snapshot_xmin(pg_current_snapshot())
  join handoff h on h.id = e.handoff_id join conversation c on c.id = h.conversation_id
  left join handoff_event before on before.handoff_id = e.handoff_id and before.n = e.n - 1
  where hub.city = $1 order by e.xid, e.id limit $2`;
