import { AppError } from '../errors';
import { lockPresence, noteDeed, readAnswerer, type Answerer } from './answerer-store';
import { lockHandoff, stale, type LockedHandoff } from './handoff-store';
import type { Claimed } from './lease';
import { takeHead } from './line-store';
import { inStep, type QueueParts, type QueueStep } from './queue-step';
import { beginTalk, byOperator } from './talk';

const OUT_OF_LINE = ['queue', 'bot'] as const;

/** An operator takes a conversation by their own decision. */
export class Claiming {
  constructor(private readonly parts: QueueParts) {}

  /** What is offered to the operator, else the head of the line that fits them; undefined when there is nothing. Conversations in which
   *  something is being written at this moment are passed over. */
  async claimNext(operatorId: string): Promise<Claimed | undefined> {
    return inStep(this.parts, async (step) => {
      const answerer = await admit(this.parts, step, operatorId);
      const offered = await this.offeredTo(step, answerer);
      if (offered !== undefined) return this.begin(step, answerer, offered, 'accepted');
      refuseFull(answerer);
      const head = await takeHead(step.q, this.parts.city, answerer);
      return head && this.begin(step, answerer, head, 'claimed');
    });
  }

  /** This one, out of the line or off the worklist, whatever skill it asks for. */
  async claim(operatorId: string, handoffId: string): Promise<Claimed> {
    return inStep(this.parts, async (step) => {
      const answerer = await admit(this.parts, step, operatorId);
      const handoff = await lockHandoff(step.q, this.parts.city, handoffId);
      if (handoff?.operatorId === operatorId && handoff.state === 'offered')
        return this.begin(step, answerer, handoff, 'accepted');
      if (handoff === undefined || handoff.operatorId !== null) stale(handoffId, 'is not free');
      refuseFull(answerer);
      return this.begin(step, answerer, handoff, 'claimed');
    });
  }

  /** A supervisor takes it from whoever has it; capacity does not count, because it is their decision. */
  async takeOver(supervisorId: string, handoffId: string): Promise<Claimed> {
    return inStep(this.parts, async (step) => {
      const supervisor = await answererOf(this.parts, step, supervisorId);
      const handoff = await lockHandoff(step.q, this.parts.city, handoffId);
      if (handoff === undefined) stale(handoffId, 'is not there');
      if (handoff.state === 'active' && handoff.operatorId === supervisorId)
        return {
          handoffId,
          conversationId: handoff.conversationId,
          operatorId: supervisorId,
          assignment: handoff.assignment,
        };
      return this.begin(step, supervisor, handoff, 'taken-over');
    });
  }

  private async offeredTo(
    { q }: QueueStep,
    { operatorId, offered }: Answerer,
  ): Promise<LockedHandoff | undefined> {
    const handoff = offered === null ? undefined : await lockHandoff(q, this.parts.city, offered, 'skip');
    return handoff?.state === 'offered' && handoff.operatorId === operatorId ? handoff : undefined;
  }

  private async begin(
    step: QueueStep,
    { operatorId, displayName }: Answerer,
    handoff: LockedHandoff,
    reason: 'accepted' | 'claimed' | 'taken-over',
  ): Promise<Claimed> {
    const from = handoff.state === 'active' ? [byOperator(handoff.operatorId ?? '')] : OUT_OF_LINE;
    const assignment = reason === 'accepted' ? 'same' : 'new';
    const by = { operatorId, displayName, reason, from, assignment } as const;
    const claimed = await beginTalk(this.parts, step, handoff, by);
    await noteDeed(step.q, operatorId);
    return claimed;
  }
}

/** The operator, with their presence held; throws `operator.unavailable` for a stranger. */
export async function answererOf(
  { city, limits }: Pick<QueueParts, 'city' | 'limits'>,
  { q }: QueueStep,
  operatorId: string,
): Promise<Answerer> {
  const held = await lockPresence(q, operatorId);
  const answerer = held ? await readAnswerer(q, city, operatorId, limits.leaseMs) : undefined;
  if (answerer === undefined)
    throw new AppError(
      'operator.unavailable',
      `No operator "${operatorId}" in this city: see npm run operator`,
    );
  return answerer;
}

/** As above; throws as well for who may take nothing new. */
async function admit(parts: QueueParts, step: QueueStep, operatorId: string): Promise<Answerer> {
  const answerer = await answererOf(parts, step, operatorId);
  if (!answerer.admitted)
    throw new AppError(
      'operator.unavailable',
      `Operator "${operatorId}" is disabled, or the site is being drained: they get nothing new`,
    );
  return answerer;
}

/** Throws `handoff.full`. */
export function refuseFull({ operatorId, open, capacity }: Answerer): void {
  if (open >= capacity)
    throw new AppError(
      'handoff.full',
      `Operator "${operatorId}" has ${open} of ${capacity}: close one first`,
    );
}
