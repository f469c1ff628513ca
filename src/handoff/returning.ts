import { lockPresence, markGone, noteMissed } from './answerer-store';
import { ClockJump } from './clock-jump';
import { NOT_GIVEN } from './close-codes';
import { amendHandoff, lockHandoff, moveHandoff, type LockedHandoff } from './handoff-store';
import { databaseTime, findDue, stillDue, type Due } from './line-store';
import { PRIORITIES } from './priorities';
import { inStep, type QueueParts, type QueueStep } from './queue-step';
import { backToLine, deedOf, raised } from './talk';

/** Nobody is forgotten: what is over its time goes on by itself. */
export class Returning {
  private readonly jump: ClockJump;

  constructor(
    private readonly parts: QueueParts,
    private readonly abandon: (step: QueueStep, handoff: LockedHandoff, reason: string) => Promise<void>,
  ) {
    this.jump = new ClockJump(parts.limits.leaseMs);
  }

  /** One round; any number of nodes may do it at once. Returns how many were moved: nobody for a while after the database's clock has
   *  jumped ahead. A handoff that fails does not keep the others from their turn; the first failure is thrown when all have had it. */
  async reap(): Promise<number> {
    const { db, city, limits, steadyClock } = this.parts;
    if (this.jump.isRecent(await databaseTime(db), steadyClock())) return 0;
    const failures: unknown[] = [];
    let moved = 0;
    for (const found of await findDue(db, city, limits, PRIORITIES['long-wait'])) {
      const done = await this.handle(found).catch((error: unknown) => void failures.push(error));
      if (done === true) moved++;
    }
    await this.markGone();
    if (failures.length > 0) throw failures[0];
    return moved;
  }

  private async markGone(): Promise<void> {
    await inStep(this.parts, async (step) => {
      const gone = await markGone(step.q, this.parts.city, this.parts.limits.offlineMs);
      for (const operatorId of gone) step.wake('presence', operatorId);
    });
  }

  /** False when somebody else holds it, or has moved it meanwhile. */
  private async handle(found: { id: string; operatorId: string | null; due: Due }): Promise<boolean> {
    const { city, limits } = this.parts;
    return inStep(this.parts, async (step) => {
      const missed = found.due === 'not-accepted' && found.operatorId !== null;
      if (missed && !(await lockPresence(step.q, found.operatorId ?? '', 'skip'))) return false;
      const handoff = await lockHandoff(step.q, city, found.id, 'skip');
      if (handoff === undefined || handoff.operatorId !== found.operatorId) return false;
      if ((await stillDue(step.q, handoff.id, limits, PRIORITIES['long-wait'])) !== found.due) return false;
      await this.move(step, handoff, found.due);
      return true;
    });
  }

  private async move(step: QueueStep, handoff: LockedHandoff, due: Due): Promise<void> {
    const { parts } = this;
    const deed = deedOf(parts, 'system', due);
    switch (due) {
      case 'not-accepted':
        await backToLine(parts, step, handoff, { deed });
        await noteMissed(step.q, handoff.operatorId ?? '');
        return;
      case 'operator-gone': {
        const notice = { wording: 'personGone', mark: 'person-ends', status: 'failed' } as const;
        return backToLine(parts, step, handoff, { deed, atHead: true, notice });
      }
      case 'wrap-up-stale': {
        const closing = { code: NOT_GIVEN, reason: NOT_GIVEN };
        await moveHandoff(
          step,
          handoff,
          { to: 'closed', assignment: 'none', closing },
          { ...deed, reason: NOT_GIVEN },
        );
        return;
      }
      case 'citizen-gone':
        return this.abandon(step, handoff, 'gone');
      case 'long-wait':
        await amendHandoff(step, handoff, { raise: raised('long-wait') }, deed);
    }
  }
}
