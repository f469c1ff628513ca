import type { Lease } from '../../src/handoff/lease';
import type { QueueDesk } from '../helpers/queue-desk';
import type { ModelHandoff, QueueModel } from './queue-model';

export const CONVERSATIONS = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
export const SKILLS = ['general', 'tax'];
export const SITES = ['main', 'annex'];
export const CHIEF = 'chief';

/** What a step works on. `act` runs something that the database does, and says how it ended. */
export interface World {
  readonly desk: QueueDesk;
  readonly model: QueueModel;
  readonly act: <T>(work: () => Promise<T>) => Promise<Ended<T>>;
}

/** ok with the result, or the code of a refusal. */
export type Ended<T> = { readonly ok: T } | { readonly refused: string };

/** The step's outcome did not follow the model. */
export class Disagreement extends Error {}

export const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

export function agree(what: string, found: unknown, expected: unknown): void {
  const [f, e] = [JSON.stringify(found), JSON.stringify(expected)];
  if (f !== e) throw new Disagreement(`${what}: ${f}, expected ${e}`);
}

export function outcome<T>(ended: Ended<T>): string {
  return 'ok' in ended ? 'ok' : ended.refused;
}

export async function leaseOf(desk: QueueDesk, h: ModelHandoff): Promise<Lease> {
  const handoffId = (await desk.row(h.conversation)).handoffId;
  return { handoffId, operatorId: h.operator ?? '', assignment: h.assignment };
}

/** A handoff in one of these states that is the newest of its conversation. */
export function pick(model: QueueModel, states: readonly string[], n: number): ModelHandoff | undefined {
  const newest = CONVERSATIONS.map((id) => model.handoffs.findLast((h) => h.conversation === id));
  const there = newest.filter((h) => h !== undefined).filter((h) => states.includes(h.state));
  return there.length === 0 ? undefined : at(there, n);
}
