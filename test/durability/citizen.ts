import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { WebClient, type Wire } from '../helpers/web-client';

const PAUSE_MS = 25;
const PATIENCE_MS = 60_000;

/** A citizen whose client behaves as the widget does: one message at a time, under a key that stays the same until the desk has
 *  acknowledged it, and one socket that resumes where it was cut. */
export class Citizen {
  /** What the desk has promised to keep: key → id. */
  readonly acknowledged = new Map<string, { id: string; text: string }>();
  /** Posts that had to be sent again. */
  retries = 0;
  private talking = false;
  private asked = 0;

  private constructor(readonly client: WebClient) {}

  /** `address`: every citizen has one, so that none uses up another's share. */
  static async arrive(origin: string, address: string): Promise<Citizen> {
    const client = await new WebClient(origin, { 'x-forwarded-for': address }).start();
    await client.listen();
    return new Citizen(client);
  }

  /** Asks one question after the other, in a fixed order, until `hush`. */
  async talk(questions: readonly string[]): Promise<void> {
    this.talking = true;
    while (this.talking) {
      await this.say(questions[this.asked % questions.length] ?? '');
      this.asked += 1;
      await setTimeout(PAUSE_MS);
    }
  }

  hush(): void {
    this.talking = false;
  }

  /** Resolves when the message is acknowledged, however often the desk dies meanwhile. */
  async say(text: string): Promise<void> {
    const key = randomUUID();
    const end = performance.now() + PATIENCE_MS;
    let id = await this.post(text, key);
    while (id === undefined && performance.now() < end) {
      this.retries += 1;
      await setTimeout(100);
      id = await this.post(text, key);
    }
    if (id === undefined) throw new Error(`not acknowledged within ${PATIENCE_MS} ms: ${text}`);
    this.acknowledged.set(key, { id, text });
  }

  /** Sends the last acknowledged message once more, as a client does that never saw the acknowledgement. */
  async repeatLast(): Promise<{ first: string; again: string | undefined } | undefined> {
    const last = [...this.acknowledged].at(-1);
    if (last === undefined) return undefined;
    const [key, { id, text }] = last;
    return { first: id, again: await this.post(text, key) };
  }

  async reconnect(): Promise<void> {
    this.client.close();
    const answer = await this.client.resume();
    if (!answer.ok) throw new Error(`the conversation cannot be resumed: ${answer.status}`);
    await this.client.listen();
  }

  /** Goes on trying from the moment the socket is cut, as the widget does. */
  async comeBack(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      const back = await this.reconnect().then(
        () => true,
        () => false,
      );
      if (back) return;
      await setTimeout(100);
    }
    throw new Error(`the stream does not come back within ${PATIENCE_MS} ms`);
  }

  async history(): Promise<Wire[]> {
    return (await this.client.history()).activities;
  }

  leave(): void {
    this.hush();
    this.client.close();
  }

  private async post(text: string, key: string): Promise<string | undefined> {
    try {
      const response = await this.client.post({
        type: 'message',
        text,
        channelData: { clientActivityID: key },
      });
      if (response.ok) return ((await response.json()) as { id: string }).id;
      if (response.status < 500)
        throw new TypeError(`refused with ${response.status}: ${await response.text()}`);
      return undefined;
    } catch (error) {
      if (error instanceof TypeError && error.message.startsWith('refused')) throw error;
      return undefined; // no answer, or half of one
    }
  }
}
