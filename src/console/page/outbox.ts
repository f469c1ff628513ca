import type { ConsoleMessage, SayRequest } from '../wire';
import type { Memory } from './memory';

/** A message on its way: not acknowledged yet, or acknowledged and not yet come back on the feed. */
export interface Unsent {
  readonly conversationId: string;
  readonly request: SayRequest;
  /** Number of the newest message when it was written. */
  readonly after: number;
  /** The desk has it under this number. */
  readonly seq?: number;
  /** A try has failed; trying again. */
  readonly retrying?: boolean;
  /** The desk will not take it: why, in Japanese. */
  readonly refused?: string;
}

interface Refusal {
  readonly status: number;
  readonly message: string;
}

export interface OutboxOptions {
  readonly say: (conversationId: string, request: SayRequest) => Promise<{ seq: number }>;
  readonly refusal: (error: unknown) => Refusal;
  readonly memory: Memory;
  readonly operatorId: string;
  readonly onChange: () => void;
  readonly wait: (ms: number) => Promise<void>;
}

const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Messages on their way, in order in each conversation, one at a time. The key stays the same on every try, so the desk takes each once. */
export class Outbox {
  private items: readonly Unsent[];
  private readonly busy = new Set<string>();

  constructor(private readonly options: OutboxOptions) {
    this.items = options.memory.read<readonly Unsent[]>(this.memoryKey, []);
  }

  of(conversationId: string): readonly Unsent[] {
    return this.items.filter((item) => item.conversationId === conversationId);
  }

  add(item: Pick<Unsent, 'conversationId' | 'request' | 'after'>): void {
    this.change([...this.items, item]);
    void this.flush(item.conversationId);
  }

  /** Takes up whatever is unsent: after a reload, a lost connection, a new sign-in. */
  flushAll(): void {
    for (const id of new Set(this.items.map(({ conversationId }) => conversationId))) void this.flush(id);
  }

  /** Tries a refused one again, under the same key, with the token that holds now. */
  retry(key: string, assignment: number): void {
    const item = this.find(key);
    if (!item) return;
    const { refused: _why, ...rest } = item;
    void _why;
    this.replace(key, { ...rest, request: { ...item.request, assignment } });
    void this.flush(item.conversationId);
  }

  discard(key: string): void {
    this.change(this.items.filter(({ request }) => request.key !== key));
  }

  /** These have come on the feed: what was acknowledged under their numbers is done. */
  arrived(conversationId: string, messages: readonly ConsoleMessage[]): void {
    const seqs = new Set(messages.map(({ seq }) => seq));
    const rest = this.items.filter(
      (item) => item.conversationId !== conversationId || item.seq === undefined || !seqs.has(item.seq),
    );
    if (rest.length !== this.items.length) this.change(rest);
  }

  private async flush(conversationId: string): Promise<void> {
    if (this.busy.has(conversationId)) return;
    this.busy.add(conversationId);
    try {
      for (let tries = 0; ;) {
        const item = this.of(conversationId).find(({ seq, refused }) => seq === undefined && !refused);
        if (!item) return;
        const outcome = await this.tryOnce(item);
        if (outcome === 'signed-out') return;
        tries = outcome === 'failed' ? tries + 1 : 0;
        if (tries > 0) await this.options.wait(PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? 0);
      }
    } finally {
      this.busy.delete(conversationId);
    }
  }

  private async tryOnce(item: Unsent): Promise<'settled' | 'failed' | 'signed-out'> {
    const { key } = item.request;
    try {
      const { seq } = await this.options.say(item.conversationId, item.request);
      this.replace(key, { ...item, seq });
      return 'settled';
    } catch (error) {
      const { status, message } = this.options.refusal(error);
      if (status === 401) return 'signed-out';
      if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
        this.replace(key, { ...item, refused: message });
        return 'settled';
      }
      this.replace(key, { ...item, retrying: true });
      return 'failed';
    }
  }

  private find(key: string): Unsent | undefined {
    return this.items.find(({ request }) => request.key === key);
  }

  private replace(key: string, item: Unsent): void {
    this.change(this.items.map((other) => (other.request.key === key ? item : other)));
  }

  private change(items: readonly Unsent[]): void {
    this.items = items;
    this.options.memory.write(this.memoryKey, items);
    this.options.onChange();
  }

  private get memoryKey(): string {
    return `madoguchi-outbox:${this.options.operatorId}`;
  }
}

/** What to show below the log: an item whose message has come on the feed, before or after its acknowledgement, is not shown twice. */
export function stillPending(
  items: readonly Unsent[],
  messages: readonly ConsoleMessage[],
): readonly Unsent[] {
  const told = messages.filter(({ author }) => author === 'operator');
  const taken = new Set<number>();
  return items.filter(({ seq, after, request }) => {
    const match = told.find((message) =>
      seq === undefined
        ? message.seq > after && message.text === request.text && !taken.has(message.seq)
        : message.seq === seq,
    );
    if (match) taken.add(match.seq);
    return !match;
  });
}
