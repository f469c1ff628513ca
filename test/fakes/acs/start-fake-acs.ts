import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeAcsCall } from './fake-acs-call';
import { REQUESTS, type AnswerRequest, type Target } from './requests';
import { signatureFault } from './signature';

const VERSION = '2026-03-12';

interface Asked {
  readonly operation: string;
  readonly body: Record<string, unknown>;
}

/** Stands in for Azure Communication Services and for Event Grid at the network border. Strict: it refuses what Azure refuses, and keeps
 *  every fault for the test to see. */
export class FakeAcs {
  readonly asked: Asked[] = [];
  readonly faults: string[] = [];
  readonly calls: FakeAcsCall[] = [];
  /** Azure answers the call and never connects its audio. */
  withoutAudio = false;
  /** No call can be answered. */
  refuseAnswers = false;
  /** Every request is answered with this status. */
  outOfOrder: number | undefined;
  readonly accessKey = randomBytes(32).toString('base64');
  private readonly contexts = new Map<string, Target>();
  private readonly server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  get connectionString(): string {
    const { port } = this.server.address() as AddressInfo;
    return `endpoint=http://127.0.0.1:${port}/;accesskey=${this.accessKey}`;
  }

  async stop(): Promise<void> {
    for (const call of this.calls) await call.end();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The Event Grid event of a call on its way in. */
  ringing(caller: string): Record<string, unknown> {
    const incomingCallContext = randomBytes(24).toString('base64url');
    const from: Target = { kind: 'phoneNumber', rawId: `4:${caller}`, phoneNumber: { value: caller } };
    const to = { kind: 'phoneNumber', rawId: '4:+810000000000', phoneNumber: { value: '+810000000000' } };
    this.contexts.set(incomingCallContext, from);
    const data = {
      to,
      from,
      serverCallId: 'server',
      callerDisplayName: '',
      incomingCallContext,
      correlationId: randomUUID(),
    };
    return {
      ...{ id: randomUUID(), topic: '/subscriptions/0', subject: '/caller/x/recipient/y', data },
      ...{ eventType: 'Microsoft.Communication.IncomingCall', dataVersion: '1.0', metadataVersion: '1' },
      eventTime: new Date().toISOString(),
    };
  }

  operations(): string[] {
    return this.asked.map(({ operation }) => operation);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const reply = (status: number, json?: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(json === undefined ? '' : JSON.stringify(json));
    };
    const refuse = (status: number, message: string): void => {
      this.faults.push(message);
      reply(status, { error: { code: String(status), message } });
    };
    if (this.outOfOrder !== undefined)
      return reply(this.outOfOrder, { error: { code: 'Down', message: 'down' } });
    const unsigned = signatureFault(request, text, this.accessKey);
    if (unsigned !== undefined) return refuse(401, unsigned);
    const url = new URL(request.url ?? '/', 'http://acs.invalid');
    if (url.searchParams.get('api-version') !== VERSION) return refuse(400, 'unknown api-version');
    if (request.method === 'POST' && !isRepeatable(request))
      return refuse(400, 'Repeatability headers are missing');
    const answered = this.act(url.pathname, text);
    if (typeof answered === 'string') return refuse(400, answered);
    reply(answered.status, answered.json);
  }

  private act(path: string, text: string): { status: number; json?: unknown } | string {
    const [, callId, name = ''] = /^\/calling\/(?:callConnections\/([^/:]+)[/:])?(.+)$/.exec(path) ?? [];
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    this.asked.push({ operation: name, body });
    const call = this.calls.find(({ id, over }) => id === callId && !over);
    if (callId !== undefined && !call) return `no call ${callId}`;
    if (call && name === 'terminate') {
      void call.end();
      return { status: 204 };
    }
    const wrong = this.wrongIn(name, body);
    if (wrong !== undefined) return wrong;
    return call ? this.inCall(call, name, body) : this.withContext(name, body);
  }

  private wrongIn(name: string, body: unknown): string | undefined {
    if (name === 'callConnections:answer' && this.refuseAnswers) return 'the call cannot be answered';
    if (!(name in REQUESTS)) return `unknown operation ${name}`;
    const { error } = REQUESTS[name as keyof typeof REQUESTS].safeParse(body);
    return error && `${name}: ${error.message}`;
  }

  private withContext(name: string, body: Record<string, unknown>) {
    const context = String(body['incomingCallContext']);
    const caller = this.contexts.get(context);
    if (!caller) return 'the context is unknown or was used before';
    this.contexts.delete(context);
    if (name !== 'callConnections:answer') return { status: 204 };
    const call = new FakeAcsCall(body as AnswerRequest, caller, this.faults);
    this.calls.push(call);
    if (!this.withoutAudio) void call.connect();
    const json = {
      callConnectionId: call.id,
      serverCallId: 'server',
      callConnectionState: 'connecting',
      source: caller,
    };
    return { status: 200, json };
  }

  private inCall(call: FakeAcsCall, name: string, body: Record<string, unknown>) {
    const operationContext = body['operationContext'] as string | undefined;
    if (name === 'participants:add') {
      const target = body['participantToAdd'] as Target;
      if (target.kind === 'phoneNumber' && body['sourceCallerIdNumber'] === undefined)
        return 'a telephone is rung without sourceCallerIdNumber';
      const id = randomUUID();
      call.invitation = { id, target, context: operationContext };
      const participant = { identifier: target, isMuted: false, isOnHold: false };
      return { status: 202, json: { invitationId: id, operationContext, participant } };
    }
    if (name === 'participants:cancelAddParticipant') {
      const invitationId = body['invitationId'];
      if (call.invitation?.id !== invitationId) return 'no such invitation';
      call.invitation = undefined;
      void call.tell('CancelAddParticipantSucceeded', { invitationId });
      return { status: 202, json: { invitationId, operationContext } };
    }
    if (name === 'participants:remove') void call.leaves('person');
    else void call.end();
    return { status: 202, json: { operationContext } };
  }
}

function isRepeatable({ headers }: IncomingMessage): boolean {
  const first = Date.parse(String(headers['repeatability-first-sent']));
  return /^[0-9a-f-]{36}$/.test(String(headers['repeatability-request-id'])) && Number.isFinite(first);
}
