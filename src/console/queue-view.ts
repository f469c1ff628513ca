import type { ConsoleParts } from './console-parts';
import { consoleRow, type RowNames } from './console-row';
import type { ConsoleRow, OperatorPresence } from './wire';

/** Everything that the left side of the console shows. */
export interface QueueSnapshot {
  readonly rows: readonly ConsoleRow[];
  readonly operators: readonly OperatorPresence[];
}

/** Reads the queue and who is there, with names in place of ids. */
export async function queueSnapshot({
  handoff,
  desk,
}: Pick<ConsoleParts, 'handoff' | 'desk'>): Promise<QueueSnapshot> {
  const [queue, operators] = await Promise.all([handoff.list(), handoff.presences()]);
  const operatorNames = new Map(operators.map(({ operatorId, name }) => [operatorId, name]));
  const names: RowNames = {
    topic: (id) => desk().pack.policy.handoffTopics.find((topic) => topic.id === id)?.label ?? id,
    operator: (id) => operatorNames.get(id) ?? id,
  };
  return { rows: queue.map((row) => consoleRow(row, names)), operators };
}
