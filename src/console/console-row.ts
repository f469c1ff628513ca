import type { QueueRow } from '../handoff/handoff';
import type { ConsoleRow, Labelled, Sla } from './wire';

/** From when on a wait is yellow, and from when on it is red. Milliseconds. */
const SLA_WARN = 60_000;
const SLA_LATE = 180_000;

/** Names for ids, as staff read them. */
export interface RowNames {
  topic(id: string): string;
  operator(id: string): string;
}

/** A handoff as the console shows it. */
export function consoleRow(row: QueueRow, names: RowNames): ConsoleRow {
  const { topicId, operatorId } = row;
  return {
    handoffId: row.handoffId,
    conversationId: row.conversationId,
    state: row.state,
    channel: row.channel,
    cause: row.cause,
    ...(topicId === undefined ? {} : { topic: labelled(topicId, names.topic(topicId)) }),
    skill: row.skill,
    language: row.language,
    priority: row.priority,
    ...optional(row),
    waitingSince: row.waitingSince,
    sla: slaOf(row),
    lastText: row.lastText,
    ...(operatorId === undefined ? {} : { operator: labelled(operatorId, names.operator(operatorId)) }),
    assignment: row.assignment,
    held: row.held,
    citizenAway: row.citizenAway,
    version: row.version,
  };
}

function optional(row: QueueRow): Partial<ConsoleRow> {
  const { position, priorityReason, offeredUntil, transferNote } = row;
  return {
    ...(position === undefined ? {} : { position }),
    ...(priorityReason === undefined ? {} : { priorityReason }),
    ...(offeredUntil === undefined ? {} : { offeredUntil }),
    ...(transferNote === undefined ? {} : { transferNote }),
  };
}

function labelled(id: string, label: string): Labelled {
  return { id, label };
}

/** Only who waits in person can wait too long: a wish in the worklist has no citizen in front of the screen. */
function slaOf({ state, waitingMs }: QueueRow): Sla {
  if (state !== 'waiting' && state !== 'offered') return 'good';
  if (waitingMs >= SLA_LATE) return 'late';
  return waitingMs >= SLA_WARN ? 'warn' : 'good';
}
