import { AppError } from '../errors';
import type { QueueRow } from '../handoff/handoff';
import type { HandoffService } from '../handoff/handoff-service';
import type { Db } from '../storage/db';

/** What the citizen is told in place of an operator's name: the hub's people have none here. */
const DISPLAY_NAME = '相談担当';
const FREE: readonly QueueRow['state'][] = ['waiting', 'offered', 'callback', 'message'];

/** The hub's people as one operator of the queue. Nobody can sign in with it, and the desk offers it nothing: it takes. */
export class HubQueue {
  readonly operatorId: string;

  constructor(
    private readonly db: Db,
    private readonly city: string,
    private readonly handoff: Pick<HandoffService, 'list' | 'takeOver' | 'close' | 'requeue' | 'beat'>,
  ) {
    this.operatorId = `hub-${city}`;
  }

  /** Disabled, without skill and capacity: neither routing nor the estimate of the wait counts it. */
  async begin(): Promise<void> {
    await this.db.query(
      `insert into operator (id, city, login, display_name, roles, skills, capacity, site, disabled_at)
       values ($1, $2, 'hub', $3, '{operator}', '{}', 0, 'hub', clock_timestamp()) on conflict (id) do nothing`,
      [this.operatorId, this.city, DISPLAY_NAME],
    );
  }

  /** The hub cannot be asked whether it still lives: what it leads stays there while the desk runs. */
  async beat(): Promise<void> {
    await this.handoff.beat(this.operatorId);
  }

  /** One of the hub's people answers. Throws `handoff.stale` when nobody waits there. */
  async accepted(conversationId: string): Promise<void> {
    const row = await this.open(conversationId);
    if (this.leads(row)) return;
    if (!FREE.includes(row.state)) throw stale(conversationId);
    await this.handoff.takeOver(this.operatorId, row.handoffId);
  }

  /** They are done: the citizen is back with the bot. Throws `handoff.stale` when they do not lead it. */
  async completed(conversationId: string): Promise<void> {
    const lease = await this.lease(conversationId);
    await this.handoff.close(lease, { code: 'answered-otherwise', reason: 'resolved' });
  }

  /** They could not answer: the citizen waits again, at the head of the line. Throws as above. */
  async failed(conversationId: string): Promise<void> {
    await this.handoff.requeue(await this.lease(conversationId));
  }

  private async lease(conversationId: string) {
    const row = await this.open(conversationId);
    if (!this.leads(row)) throw stale(conversationId);
    return { handoffId: row.handoffId, operatorId: this.operatorId, assignment: row.assignment };
  }

  private leads({ state, operatorId }: QueueRow): boolean {
    return state === 'active' && operatorId === this.operatorId;
  }

  private async open(conversationId: string): Promise<QueueRow> {
    const rows = (await this.handoff.list()).filter((row) => row.conversationId === conversationId);
    const row = rows.find(({ state }) => state !== 'wrap-up');
    if (row === undefined) throw stale(conversationId);
    return row;
  }
}

function stale(conversationId: string): AppError {
  return new AppError(
    'handoff.stale',
    `The hub's status does not fit the handoff of "${conversationId}": read it again`,
  );
}
