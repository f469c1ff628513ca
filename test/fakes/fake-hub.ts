import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubActivity {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly timestamp: string;
  readonly conversation: { readonly id: string };
  readonly value: Readonly<Record<string, unknown>>;
  readonly attachments: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly content: { readonly activities: readonly Readonly<Record<string, unknown>>[] };
  }[];
}

/** A strict stand-in for a city's contact centre: takes nothing that is not signed, fresh and an event of the handoff protocol, and
 *  reports in the same way. */
export class FakeHub {
  readonly received: HubActivity[] = [];
  /** What was wrong with requests, one line each. */
  readonly faults: string[] = [];
  /** Statuses to answer with, first of all. */
  readonly answers: number[] = [];
  private readonly server = createServer((request, response) => void this.take(request, response));

  constructor(readonly secret: string) {}

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/events`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What was told, each event once, in the order in which it came first. */
  get told(): readonly HubActivity[] {
    return this.received.filter(({ id }, n) => this.received.findIndex((other) => other.id === id) === n);
  }

  /** Reports `handoff.status` to the desk; `change` may spoil the request (`late`: seconds). */
  async report(
    origin: string,
    event: Record<string, unknown>,
    change: { secret?: string; late?: number; body?: string } = {},
  ): Promise<Response> {
    const body = JSON.stringify({ type: 'event', name: 'handoff.status', ...event });
    const seconds = String(Math.floor(Date.now() / 1000) - (change.late ?? 0));
    const signature = sign(change.secret ?? this.secret, seconds, body);
    return fetch(`${origin}/api/handoff`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-madoguchi-timestamp': seconds,
        'x-madoguchi-signature': signature,
      },
      body: change.body ?? body,
    });
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const fault = this.faultOf(request, body);
    if (fault !== undefined) {
      this.faults.push(fault);
      return end(response, 401);
    }
    const answer = this.answers.shift() ?? 202;
    if (answer < 300) this.received.push(JSON.parse(body) as HubActivity);
    end(response, answer);
  }

  private faultOf({ method, headers }: IncomingMessage, body: string): string | undefined {
    const seconds = String(headers['x-madoguchi-timestamp']);
    if (method !== 'POST' || headers['content-type'] !== 'application/json') return 'not a POST of JSON';
    if (Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return 'not fresh';
    if (headers['x-madoguchi-signature'] !== sign(this.secret, seconds, body)) return 'not signed';
    const { type, name } = JSON.parse(body) as { type?: unknown; name?: unknown };
    const known = name === 'handoff.initiate' || name === 'handoff.status';
    return type === 'event' && known ? undefined : 'not a handoff event';
  }
}

/** Without writeHead, which restify changes for every server of the process. */
function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

function sign(secret: string, seconds: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
