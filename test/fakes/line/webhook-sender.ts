import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { WebhookEvent } from './events';
import type { LineWorld } from './world';

interface Post {
  readonly world: LineWorld;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** Another secret than the channel's: a forged call. */
  readonly secret?: string;
  /** Changes the bytes after they were signed. */
  readonly spoil?: (body: Buffer) => Buffer;
  /** The bot user of another account. */
  readonly destination?: string;
}

/** Given up by LINE after so long without an answer. */
const TIMEOUT_MS = 10_000;

/** One signed call of the webhook, as the platform makes it; rejects when nobody answers. */
export async function postWebhook(post: Post): Promise<{ status: number }> {
  const { world, url, events, secret = world.channelSecret, spoil = same } = post;
  const body = Buffer.from(JSON.stringify({ destination: post.destination ?? world.account.userId, events }));
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'LineBotWebhook/2.0',
      'x-line-signature': createHmac('sha256', secret).update(body).digest('base64'),
    },
    body: new Uint8Array(spoil(body)),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.arrayBuffer();
  return { status: response.status };
}

function same(body: Buffer): Buffer {
  return body;
}

/** Brings events to the account's server, again and again until it takes them, as LINE does with "webhook redelivery" on. */
export class WebhookSender {
  /** Off, as a new channel has it: what is not taken at once is lost. */
  redelivery = true;
  /** How often an event is tried, the first time included. */
  attempts = 50;
  /** Every call made: what was tried, and the status or 0. */
  readonly log: { readonly ids: readonly string[]; readonly redelivery: boolean; readonly status: number }[] =
    [];

  constructor(private readonly world: LineWorld) {}

  /** Tells how often it had to try; rejects when the events were never taken. */
  async deliver(events: readonly WebhookEvent[], isRedelivery = false): Promise<{ attempts: number }> {
    const limit = this.redelivery ? this.attempts : 1;
    for (let attempt = 1; attempt <= limit; attempt += 1) {
      const status = await this.once(events, isRedelivery || attempt > 1);
      if (status >= 200 && status < 300) return { attempts: attempt };
      await setTimeout(Math.min(20 * attempt, 500));
    }
    throw new Error(
      `the webhook did not take ${events.map(({ type }) => type).join(', ')}: ${JSON.stringify(this.log.slice(-3))}`,
    );
  }

  /** In any order, some twice and at once, as a platform under load does; `random`: 0 ≤ x < 1. */
  async deliverDisturbed(
    events: readonly WebhookEvent[],
    { random, twice = 0.3, atOnce = 20 }: { random: () => number; twice?: number; atOnce?: number },
  ): Promise<void> {
    const copies = events.flatMap((event) =>
      random() < twice
        ? [
            { event, again: false },
            { event, again: true },
          ]
        : [{ event, again: false }],
    );
    for (let index = copies.length - 1; index > 0; index -= 1) {
      const other = Math.floor(random() * (index + 1));
      [copies[index], copies[other]] = [copies[other]!, copies[index]!];
    }
    const lane = async (): Promise<void> => {
      for (let next = copies.pop(); next; next = copies.pop()) await this.deliver([next.event], next.again);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }

  private async once(events: readonly WebhookEvent[], isRedelivery: boolean): Promise<number> {
    const url = this.world.webhook.endpoint;
    if (url === undefined || !this.world.webhook.active) throw new Error('the account has no webhook in use');
    const sent = events.map((event) => ({ ...event, deliveryContext: { isRedelivery } }));
    const status = await postWebhook({ world: this.world, url, events: sent }).then(
      (answer) => answer.status,
      () => 0,
    );
    this.log.push({
      ids: events.map(({ webhookEventId }) => webhookEventId),
      redelivery: isRedelivery,
      status,
    });
    return status;
  }
}
