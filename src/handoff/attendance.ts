import type { PresenceState } from '../conversation/operator';
import { keepAlive, listPresences, writePresence } from './answerer-store';
import { answererOf } from './claiming';
import { lockHandoff } from './handoff-store';
import type { OperatorPresence } from './operator-presence';
import { inStep, type QueueParts, type QueueStep } from './queue-step';
import { backToLine, byOperator, deedOf } from './talk';

/** Who is there to answer. */
export class Attendance {
  constructor(private readonly parts: QueueParts) {}

  /** The console has been heard of: the operator is there and keeps what they lead. */
  async beat(operatorId: string): Promise<void> {
    await keepAlive(this.parts.db, operatorId, this.parts.limits.leaseMs);
  }

  /** Who goes away gives back what was only offered; what they lead stays theirs until its lease runs out. */
  async setPresence(operatorId: string, state: PresenceState): Promise<void> {
    await inStep(this.parts, async (step) => {
      await answererOf(this.parts, step, operatorId);
      await writePresence(step.q, operatorId, state);
      step.wake('presence', operatorId);
      if (state !== 'available') await this.giveBackOffers(step, operatorId, [byOperator(operatorId), state]);
    });
  }

  async presences(): Promise<OperatorPresence[]> {
    const { db, city, limits } = this.parts;
    return listPresences(db, city, limits.leaseMs);
  }

  /** The site's operators finish what they lead and get nothing new; what was only offered to them goes back to the head. */
  async drain(site: string, byOperatorId: string): Promise<void> {
    const { db, city } = this.parts;
    await db.query(
      'insert into drained_site (city, site, by_operator) values ($1, $2, $3) on conflict do nothing',
      [city, site, byOperatorId],
    );
    // After that commit: whoever was routing without having seen it holds a presence, and is waited for here.
    const there = await db.query<{ operator_id: string }>(
      `select p.operator_id from operator_presence p join operator o on o.id = p.operator_id where o.city = $1 and o.site = $2`,
      [city, site],
    );
    for (const { operator_id } of there) {
      await inStep(this.parts, async (step) => {
        await answererOf(this.parts, step, operator_id);
        step.wake('presence', operator_id);
        await this.giveBackOffers(step, operator_id, [byOperator(byOperatorId), 'drained']);
      });
    }
  }

  async undrain(site: string): Promise<void> {
    const { db, city } = this.parts;
    await db.query('delete from drained_site where city = $1 and site = $2', [city, site]);
  }

  async drainedSites(): Promise<string[]> {
    const { db, city } = this.parts;
    const rows = await db.query<{ site: string }>(
      'select site from drained_site where city = $1 order by site',
      [city],
    );
    return rows.map(({ site }) => site);
  }

  private async giveBackOffers(
    step: QueueStep,
    operatorId: string,
    [actor, reason]: [actor: string, reason: string],
  ): Promise<void> {
    const offers = await step.q.query<{ id: string }>(
      `select id from handoff where operator_id = $1 and state = 'offered' order by id`,
      [operatorId],
    );
    for (const { id } of offers) {
      const handoff = await lockHandoff(step.q, this.parts.city, id);
      if (handoff?.state !== 'offered' || handoff.operatorId !== operatorId) continue;
      await backToLine(this.parts, step, handoff, { deed: deedOf(this.parts, actor, reason) });
    }
  }
}
