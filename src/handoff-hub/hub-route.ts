import { z } from 'zod';
import { AppError } from '../errors';
import type { HttpReply, HttpRequest, Route } from '../http/route';
import type { HubFeed } from './hub-feed';
import type { HubQueue } from './hub-queue';
import { refuseHub } from './hub-refusals';
import { isSigned } from './hub-signature';

export interface HubRouteOptions {
  readonly feed: Pick<HubFeed, 'take' | 'untake'>;
  readonly queue: Pick<HubQueue, 'accepted' | 'completed' | 'failed'>;
  readonly secret: string;
  /** Milliseconds of the real time: signatures do not follow the demonstration's clock. */
  readonly realTime: () => number;
}

const statusEvent = z.object({
  type: z.literal('event'),
  name: z.literal('handoff.status'),
  id: z.string().min(1).max(200),
  conversation: z.object({ id: z.string().min(1).max(200) }),
  value: z.object({ state: z.enum(['accepted', 'failed', 'completed']) }),
});

/** Where an outside hub reports what its people do: Bot Framework's event `handoff.status`, signed, each taken once. */
export function hubRoute(options: HubRouteOptions): Route {
  return {
    method: 'POST',
    path: '/api/handoff',
    body: 'raw',
    handle: (request) => receive(options, request),
  };
}

async function receive({ feed, queue, secret, realTime }: HubRouteOptions, request: HttpRequest) {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (!isSigned(secret, body, request.headers, realTime())) return refuseHub('hub.signature');
  const event = readEvent(body);
  if (event === undefined) return refuseHub('hub.invalid');
  if (!(await feed.take(event.id))) return refuseHub('hub.replayed');
  try {
    await queue[event.value.state](event.conversation.id);
    return { status: 200, json: { id: event.id } } satisfies HttpReply;
  } catch (error) {
    await feed.untake(event.id);
    if (error instanceof AppError && error.code === 'handoff.stale') return refuseHub('hub.stale');
    throw error;
  }
}

function readEvent(body: Buffer): z.infer<typeof statusEvent> | undefined {
  try {
    return statusEvent.safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
