import { findIdle, lockPresence, noteDeed, readAnswerer } from './answerer-store';
import { answererOf } from './claiming';
import { isHeldBy } from './talk';
import { lockHandoff, moveHandoff, stale } from './handoff-store';
import type { Lease } from './lease';
import { takeHeadToOffer } from './line-store';
import { inStep, type QueueParts } from './queue-step';
import { backToLine, beginTalk, byOperator, deedOf, lockLeased } from './talk';

/** The desk offers conversations; an operator accepts or declines. */
export class Offering {
  constructor(private readonly parts: QueueParts) {}

  /** One round over all who are idle, the longest idle first, until nobody can be offered anything; returns the number of offers. Any
   *  number of nodes may do it at once. Asking each operator for the head that fits gives the same pairs as asking each handoff for the
   *  longest idle who fits, because both orders are the same for everybody. */
  async route(): Promise<number> {
    const { db, city, limits } = this.parts;
    for (let offers = 0; ;) {
      let made = 0;
      for (const operatorId of await findIdle(db, city, limits.leaseMs))
        if (await this.offerTo(operatorId)) made++;
      if (made === 0) return offers;
      offers += made;
    }
  }

  async accept(lease: Lease): Promise<void> {
    await inStep(this.parts, async (step) => {
      const { displayName } = await answererOf(this.parts, step, lease.operatorId);
      const handoff = await lockHandoff(step.q, this.parts.city, lease.handoffId);
      if (handoff === undefined || !isHeldBy(handoff, lease))
        stale(lease.handoffId, 'is no longer offered to you');
      if (handoff.state === 'active') return; // the same acceptance again
      if (handoff.state !== 'offered') stale(lease.handoffId, 'is no longer offered to you');
      const { operatorId } = lease;
      const by = {
        operatorId,
        displayName,
        reason: 'accepted',
        from: ['queue'],
        assignment: 'same',
      } as const;
      await beginTalk(this.parts, step, handoff, by);
      await noteDeed(step.q, operatorId);
    });
  }

  async decline(lease: Lease): Promise<void> {
    await inStep(this.parts, async (step) => {
      await lockPresence(step.q, lease.operatorId);
      const handoff = await lockLeased(this.parts, step, lease, ['offered']);
      const deed = deedOf(this.parts, byOperator(lease.operatorId), 'declined');
      await backToLine(this.parts, step, handoff, { deed });
      await noteDeed(step.q, lease.operatorId);
    });
  }

  /** What somebody else does with the operator at this moment is left to them: the next round is soon. */
  private async offerTo(operatorId: string): Promise<boolean> {
    const { city, limits } = this.parts;
    return inStep(this.parts, async (step) => {
      if (!(await lockPresence(step.q, operatorId, 'skip'))) return false;
      const answerer = await readAnswerer(step.q, city, operatorId, limits.leaseMs);
      if (!answerer?.available || !answerer.admitted || answerer.open >= answerer.capacity) return false;
      const head = await takeHeadToOffer(step.q, city, answerer, limits);
      if (head === undefined) return false;
      await moveHandoff(
        step,
        head,
        { to: 'offered', operatorId, assignment: 'new', leaseMs: limits.acceptWithinMs },
        deedOf(this.parts, 'system', 'offered'),
      );
      return true;
    });
  }
}
