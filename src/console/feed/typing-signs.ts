import { z } from 'zod';
import type { Db } from '../../storage/db';
import type { FeedFrame } from '../wire';
import type { FeedSocket } from './feed-socket';

/** NOTIFY channel; the payload is JSON. Lost signs are no loss: the next comes in seconds. */
export const TYPING_CHANNEL = 'typing';

/** Not oftener than this, whatever the page sends. Milliseconds. */
const EVERY = 3000;

const payloadSchema = z.object({
  conversationId: z.string(),
  by: z.enum(['citizen', 'operator']),
  name: z.string().optional(),
});

export interface TypingSignsOptions {
  readonly db: Pick<Db, 'notify'>;
  /** Whether this operator has the word: the citizen sees the signs of nobody else. */
  readonly leads: (operatorId: string, conversationId: string) => Promise<boolean>;
}

/** "Somebody is writing", from an operator's page to the citizen's, and to whoever else looks. */
export class TypingSigns {
  private readonly toldAt = new Map<string, number>();

  constructor(private readonly options: TypingSignsOptions) {}

  async type(socket: Pick<FeedSocket, 'operatorId' | 'staff'>, conversationId: string): Promise<void> {
    const { operatorId, staff } = socket;
    const key = `${operatorId} ${conversationId}`;
    const now = performance.now();
    if (now - (this.toldAt.get(key) ?? -Infinity) < EVERY) return;
    this.forgetBefore(now - EVERY);
    this.toldAt.set(key, now);
    if (!(await this.options.leads(operatorId, conversationId))) return;
    const sign = { conversationId, by: 'operator', name: staff.operator.displayName };
    await this.options.db.notify(TYPING_CHANNEL, JSON.stringify(sign));
  }

  /** A sign as a frame; undefined when it cannot be read. */
  static read(payload: string): Extract<FeedFrame, { type: 'typing' }> | undefined {
    const { data } = payloadSchema.safeParse(jsonOf(payload));
    if (data === undefined) return undefined;
    const { conversationId, by, name } = data;
    return { type: 'typing', conversationId, by, ...(name === undefined ? {} : { name }) };
  }

  private forgetBefore(time: number): void {
    for (const [key, at] of this.toldAt) if (at < time) this.toldAt.delete(key);
  }
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined; // an empty one comes after a reconnection
  }
}
