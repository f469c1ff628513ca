import type { Logger } from 'pino';
import type { ConversationStore } from './conversation-store';
import type { Turn } from './turn';
import { turnScope } from './turn-scope';

export interface TurnRunnerOptions {
  readonly store: Pick<ConversationStore, 'takeTurn' | 'pending'>;
  readonly logger: Logger;
  /** Answers one message by filling `turn.outbox`. */
  readonly run: (turn: Turn) => Promise<void>;
  /** Called instead of `run` when it has failed `GIVE_UP_AFTER` times, with an apology to say; the conversation then goes on. */
  readonly giveUp: (turn: Turn) => Promise<void>;
  /** Turns at a time: each holds a database connection, and the pool must have some left to receive messages. */
  readonly concurrency?: number;
  readonly sweepEveryMs?: number;
}

const GIVE_UP_AFTER = 3;
/** By then its own node would have answered: it crashed, or its wake-up was lost. */
const OVERDUE_MS = 2000;

/** Runs turns: one at a time per conversation, in the order the messages came, a few conversations at once. What a crash left pending
 *  the sweep finds, here or on any other node. */
export class TurnRunner {
  private readonly queue: string[] = [];
  private readonly waiting = new Set<string>();
  private readonly running = new Set<string>();
  /** Woken while running: look once more. */
  private readonly again = new Set<string>();
  private readonly concurrency: number;
  private active: Promise<unknown>[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: TurnRunnerOptions) {
    this.concurrency = options.concurrency ?? 4;
  }

  /** Answers what an earlier crash left, then looks for overdue messages every few seconds. */
  async start(): Promise<void> {
    await this.sweep(0);
    const look = (): void => void (this.sweeping = this.sweep(OVERDUE_MS));
    this.timer = setInterval(look, this.options.sweepEveryMs ?? OVERDUE_MS).unref();
  }

  /** There may be something to answer. */
  wake(conversationId: string): void {
    if (this.stopped) return;
    if (this.running.has(conversationId)) {
      this.again.add(conversationId);
    } else if (!this.waiting.has(conversationId)) {
      this.waiting.add(conversationId);
      this.queue.push(conversationId);
      this.startNext();
    }
  }

  /** Lets running turns end and starts no more; what is left pending is durable. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.sweeping;
    await Promise.all(this.active);
  }

  private async sweep(olderThanMs: number): Promise<void> {
    try {
      for (const id of await this.options.store.pending(olderThanMs)) this.wake(id);
    } catch (error) {
      this.options.logger.warn(
        { reason: String(error) },
        'sweep for unanswered messages failed; trying again',
      );
    }
  }

  private startNext(): void {
    while (!this.stopped && this.running.size < this.concurrency) {
      const id = this.queue.shift();
      if (id === undefined) return;
      this.waiting.delete(id);
      this.running.add(id);
      const work = this.answerAll(id).finally(() => this.finished(id, work));
      this.active.push(work);
    }
  }

  private finished(id: string, work: Promise<unknown>): void {
    this.active = this.active.filter((other) => other !== work);
    this.running.delete(id);
    if (this.again.delete(id)) this.wake(id);
    this.startNext();
  }

  /** Until nothing is pending. After a failure the conversation waits for the next sweep, so that a fault does not spin. */
  private async answerAll(id: string): Promise<void> {
    try {
      do this.again.delete(id);
      while (!this.stopped && (await this.options.store.takeTurn(id, (turn) => this.answer(turn))));
    } catch (error) {
      this.again.delete(id);
      this.options.logger.error(
        { conversationId: id, reason: String(error) },
        'turn failed; the message stays pending',
      );
    }
  }

  private answer(turn: Turn): Promise<void> {
    const { run, giveUp } = this.options;
    return turnScope.run(turn, () => (turn.attempt > GIVE_UP_AFTER ? giveUp(turn) : run(turn)));
  }
}
