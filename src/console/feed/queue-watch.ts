import { setTimeout } from 'node:timers/promises';
import type { QueueSnapshot } from '../queue-view';
import type { ConsoleRow, FeedFrame, OperatorPresence } from '../wire';
import { SingleFlight } from './single-flight';

export interface QueueWatchOptions {
  readonly read: () => Promise<QueueSnapshot>;
  /** Sends a frame to every socket of this node. */
  readonly send: (frame: FeedFrame) => void;
  /** At least so long from one reading to the next: a burst of claims is one reading. Milliseconds. */
  readonly gapMs?: number;
}

/** A row as it was sent, and what of it is worth a frame at once. */
interface Sent {
  readonly row: ConsoleRow;
  readonly json: string;
  readonly urgent: string;
}

/** What every console of this node has been shown of the queue. Reads it anew and sends the difference, so that the first state plus the
 *  frames after it is what a fresh state would be. */
export class QueueWatch {
  private sent = new Map<string, Sent>();
  private operators: readonly OperatorPresence[] = [];
  private whole = false;
  private readAt = -Infinity;
  private readonly reading = new SingleFlight(() => this.round());

  constructor(private readonly options: QueueWatchOptions) {}

  /** Resolves when what was true at the call has been sent. `whole`: with changed places in line too. One claim at the head moves
   *  everybody behind it, so with a thousand waiting the places are sent only now and then. */
  refresh({ whole = false } = {}): Promise<void> {
    this.whole ||= whole;
    return this.reading.run();
  }

  /** Everything sent so far, as one frame. `now`: ISO 8601. */
  state(now: string): FeedFrame {
    return {
      type: 'state',
      now,
      rows: [...this.sent.values()].map(({ row }) => row),
      operators: this.operators,
    };
  }

  private async round(): Promise<void> {
    const rest = this.readAt + (this.options.gapMs ?? 100) - performance.now();
    if (rest > 0) await setTimeout(rest, undefined, { ref: false });
    this.readAt = performance.now();
    const { whole } = this;
    this.whole = false;
    try {
      const snapshot = await this.options.read();
      this.compareRows(snapshot.rows, whole);
      this.compareOperators(snapshot.operators);
    } catch (error) {
      this.whole ||= whole;
      throw error;
    }
  }

  private compareRows(rows: readonly ConsoleRow[], whole: boolean): void {
    const next = new Map<string, Sent>();
    const changed: ConsoleRow[] = [];
    for (const row of rows) {
      const before = this.sent.get(row.handoffId);
      const now = sentOf(row);
      const differs =
        before === undefined || before.urgent !== now.urgent || (whole && before.json !== now.json);
      if (differs) changed.push(row);
      next.set(row.handoffId, differs ? now : before);
    }
    const gone = [...this.sent.keys()].filter((id) => !next.has(id));
    this.sent = next;
    if (changed.length > 0 || gone.length > 0) this.options.send({ type: 'rows', rows: changed, gone });
  }

  private compareOperators(operators: readonly OperatorPresence[]): void {
    if (JSON.stringify(operators) === JSON.stringify(this.operators)) return;
    this.operators = operators;
    this.options.send({ type: 'operators', operators });
  }
}

function sentOf(row: ConsoleRow): Sent {
  const json = JSON.stringify(row);
  return { row, json, urgent: JSON.stringify({ ...row, position: undefined }) };
}
