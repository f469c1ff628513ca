import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { ConsoleClient } from '../helpers/console-client';
import { type Taken } from '../helpers/console-client';

const PAUSE_MS = 40;
const RETRY_MS = 100;
const PATIENCE_MS = 60_000;

/** An operator whose console behaves as the page does: one message at a time, under a key that stays the same until the desk has
 *  acknowledged it, and one feed that resumes where it was cut. */
export class Attendant {
  /** What the desk has promised to keep: key → conversation, number and text. */
  readonly acknowledged = new Map<string, { conversationId: string; seq: number; text: string }>();
  readonly led: Taken[] = [];
  retries = 0;
  private talking = false;
  private said = 0;

  constructor(readonly at: ConsoleClient) {}

  /** Says something in one conversation after the other, until `hush`. */
  async talk(): Promise<void> {
    this.talking = true;
    while (this.talking) {
      const taken = this.led[this.said % this.led.length];
      this.said += 1;
      if (taken) await this.say(taken, `${this.at.me.displayName}の返事${this.said}`);
      await setTimeout(PAUSE_MS);
    }
  }

  hush(): void {
    this.talking = false;
  }

  /** Resolves when the message is acknowledged, however often the desk dies meanwhile. */
  async say(taken: Taken, text: string): Promise<void> {
    const key = randomUUID();
    const answer = await this.insist(() => this.at.say(taken, text, key));
    const { seq } = JSON.parse(answer) as { seq: number };
    this.acknowledged.set(key, { conversationId: taken.conversationId, seq, text });
  }

  /** Takes this citizen, who waits: also when the desk dies after the claim and before its answer. */
  async take(conversationId: string): Promise<Taken> {
    const mine = await this.insist(() => this.at.call('POST', 'next'));
    if (mine !== '') return JSON.parse(mine) as Taken;
    const view = await this.insist(() => this.at.call('GET', `conversations/${conversationId}`));
    const { row } = JSON.parse(view) as {
      row?: { handoffId: string; assignment: number; operator?: { id: string } };
    };
    if (row?.operator?.id !== this.at.me.operatorId) throw new Error(`nobody has taken ${conversationId}`);
    return { conversationId, handoffId: row.handoffId, assignment: row.assignment };
  }

  async part(taken: Taken): Promise<void> {
    await this.insist(() => this.at.close(taken));
  }

  /** Goes on trying from the moment the feed is cut, as the page does. */
  async comeBack(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    this.at.cut();
    while (performance.now() < end) {
      const back = await this.at.listen().then(
        () => true,
        () => false,
      );
      if (back) return;
      await setTimeout(RETRY_MS);
    }
    throw new Error(`the feed does not come back within ${PATIENCE_MS} ms`);
  }

  /** The body of the answer. */
  private async insist(call: () => Promise<Response>): Promise<string> {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      const answer = await call().then(
        async (response) => ({ status: response.status, body: await response.text() }),
        () => undefined, // no answer, or half of one
      );
      if (answer !== undefined && answer.status < 300) return answer.body;
      if (answer !== undefined && answer.status < 500)
        throw new Error(`refused with ${answer.status}: ${answer.body}`);
      this.retries += 1;
      await setTimeout(RETRY_MS);
    }
    throw new Error(`not acknowledged within ${PATIENCE_MS} ms`);
  }
}
