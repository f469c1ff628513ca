import type { Connection } from './connection';
import { isGone, type Answer } from './direct-line-http';
import type { SessionMemory, Unsent } from './session-memory';

export type FailureReason = 'failed' | 'busy' | 'refused';

export interface OutboxEvents {
  onQueued(message: Unsent): void;
  onSent(key: string, id: string): void;
  onFailed(message: Unsent, reason: FailureReason): void;
}

/** How long a message may wait for the desk to come back before the citizen is asked. */
const PATIENCE_MS = 30_000;
const TRIES = 3;
const PAUSE_MS = 1_000;

/** Messages on their way, in order, one at a time. The key stays the same on every try, so the desk takes each once. */
export class Outbox {
  private flushing = false;

  constructor(
    private readonly connection: Connection,
    private readonly memory: SessionMemory,
    private readonly events: OutboxEvents,
  ) {}

  add(text: string): void {
    const message: Unsent = { key: newKey(), text };
    this.unsent.push(message);
    this.memory.update({});
    this.events.onQueued(message);
    this.start(message);
  }

  /** Sends again what failed, under the same key. */
  retry(key: string): void {
    const message = this.unsent.find((item) => item.key === key);
    if (!message) return;
    message.failed = false;
    this.start(message);
  }

  /** Shows what an earlier page left unsent and takes it up again. */
  restore(): void {
    for (const message of this.unsent) {
      message.failed = false;
      this.events.onQueued(message);
      this.start(message);
    }
  }

  /** The desk has the message; it may be told twice, by the answer to the post and by the echo. */
  settle(key: string): void {
    this.memory.update({ unsent: this.unsent.filter((item) => item.key !== key) });
  }

  async flush(): Promise<void> {
    if (this.flushing) return;
    this.flushing = true;
    for (let tries = 1; ;) {
      const message = this.unsent.find((item) => !item.failed);
      if (!message || !this.connection.ready) break;
      const answer = await this.connection.post({
        type: 'message',
        text: message.text,
        from: { role: 'user' },
        channelData: { clientActivityID: message.key },
      });
      if (this.settled(message, answer, tries)) tries = 1;
      else {
        tries++;
        await new Promise((resolve) => window.setTimeout(resolve, PAUSE_MS));
      }
    }
    this.flushing = false;
  }

  private get unsent(): Unsent[] {
    return this.memory.state.unsent;
  }

  private settled(message: Unsent, answer: Answer, tries: number): boolean {
    if (answer.ok) {
      this.settle(message.key);
      const { id } = answer.body;
      this.events.onSent(message.key, typeof id === 'string' ? id : '');
      return true;
    }
    if (isGone(answer)) return true; // sent again in the new conversation, once that is ready
    if (answer.status === 429) this.fail(message, 'busy');
    else if (answer.status >= 400 && answer.status < 500) this.fail(message, 'refused');
    else if (tries >= TRIES) this.fail(message, 'failed');
    return message.failed === true;
  }

  private start(message: Unsent): void {
    this.watch(message);
    void this.flush();
  }

  /** Asks the citizen when the desk does not come back, instead of promising 「送信中」 for ever. */
  private watch(message: Unsent): void {
    window.setTimeout(() => {
      if (message.failed || !this.unsent.includes(message)) return;
      if (this.connection.ready) this.watch(message);
      else this.fail(message, 'failed');
    }, PATIENCE_MS);
  }

  private fail(message: Unsent, reason: FailureReason): void {
    if (message.failed || !this.unsent.includes(message)) return;
    message.failed = true;
    this.memory.update({});
    this.events.onFailed(message, reason);
  }
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
