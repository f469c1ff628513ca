import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountRoutes } from './account-routes';
import type { Fault, Faults } from './faults';
import { messageRoutes } from './message-routes';
import { Refusal } from './refusal';
import { richMenuRoutes } from './rich-menu-routes';
import type { Answer, Call, Route } from './route';
import { webhookRoutes } from './webhook-routes';
import type { LineWorld } from './world';

const ROUTES: readonly Route[] = [...messageRoutes, ...accountRoutes, ...webhookRoutes, ...richMenuRoutes];

/** Of what the desk uses; a reply has none, which is why it must not be sent twice. */
const TAKES_RETRY_KEY = '/v2/bot/message/push';

/** A call and how it ended; `status` is what the caller was told, 0 when it was cut off. */
export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly retryKey?: string;
  readonly requestId: string;
  readonly status: number;
}

/** One of LINE's two hosts on a loopback port of its own; a call meant for the other host is not found. */
export class ApiServer {
  private readonly server: Server;

  constructor(
    private readonly host: Route['host'],
    private readonly world: LineWorld,
    private readonly faults: Faults,
    private readonly calls: SeenCall[],
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  async start(port = 0): Promise<string> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await read(request);
    const requestId = this.world.requestId();
    const fault = this.faults.take(call.path);
    const answered = await this.underFault(fault, call);
    if (answered) response.setHeader('x-line-request-id', requestId);
    const status = answered ? write(response, answered) : 0;
    if (!answered) response.destroy();
    const retryKey = call.headers['x-line-retry-key'];
    this.calls.push({
      method: call.method,
      path: call.path,
      body: call.body,
      ...(typeof retryKey === 'string' && { retryKey }),
      requestId,
      status,
    });
  }

  /** What the caller is told, or nothing when the line is cut. */
  private async underFault(fault: Fault, call: Call): Promise<Answer | Refusal | undefined> {
    if (fault.kind === 'drop-before') return undefined;
    if (fault.kind === 'status') {
      const headers: Record<string, string> = {};
      if (fault.retryAfter !== undefined) headers['retry-after'] = String(fault.retryAfter);
      return new Refusal(fault.status, fault.message ?? 'Fault', { headers });
    }
    const answer = await this.answer(call);
    if (fault.kind === 'slow') await fault.until;
    if (fault.kind === 'drop-after') return undefined;
    return fault.kind === 'status-after' ? new Refusal(fault.status, 'Internal server error') : answer;
  }

  private async answer(call: Call): Promise<Answer | Refusal> {
    try {
      if (call.headers.authorization !== `Bearer ${this.world.accessToken}`)
        throw new Refusal(
          401,
          'Authentication failed. Confirm that the access token in the authorization header is valid.',
        );
      if (call.headers['x-line-retry-key'] !== undefined && call.path !== TAKES_RETRY_KEY)
        throw new Refusal(400, 'X-Line-Retry-Key is not supported for this endpoint');
      for (const route of ROUTES) {
        const match = route.path.exec(call.path);
        if (match && route.host === this.host && route.method === call.method)
          return await route.answer({ ...call, parts: match.slice(1).map(decodeURIComponent) }, this.world);
      }
      throw new Refusal(404, 'Not found');
    } catch (error) {
      if (error instanceof Refusal) return error;
      this.world.violations.push(`the fake itself failed: ${String(error)}`);
      return new Refusal(500, 'The fake itself failed');
    }
  }
}

async function read(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const { pathname } = new URL(request.url ?? '/', 'http://line');
  const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '');
  const body = isJson && raw.length > 0 ? json(raw) : undefined;
  return { method: request.method ?? '', path: pathname, headers: request.headers, raw, body, parts: [] };
}

function json(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return undefined; // then no required field is there, which every route refuses
  }
}

/** Without writeHead, which restify changes for every server of the process. */
function write(response: ServerResponse, answer: Answer | Refusal): number {
  const { status = 200 } = answer;
  response.statusCode = status;
  const headers = answer instanceof Refusal ? (answer.more.headers ?? {}) : {};
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const bytes = answer instanceof Refusal ? undefined : answer.bytes;
  response.setHeader('content-type', bytes?.type ?? 'application/json');
  response.end(bytes?.bytes ?? JSON.stringify(answer.body ?? {}));
  return status;
}
