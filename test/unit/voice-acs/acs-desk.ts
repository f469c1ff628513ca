import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Key, IncomingCall } from '../../../src/channels/voice/ports';
import type { AcsCarrier } from '../../../src/channels/voice/carriers/acs/acs-carrier';
import { createHttpServer, type HttpServer } from '../../../src/http/http-server';
import { openAcs } from '../../../src/open-acs';
import type { FakeAcsCall } from '../../fakes/acs/fake-acs-call';
import { FakeAcs } from '../../fakes/acs/start-fake-acs';
import { waitUntil } from '../../helpers/wait-until';

export const CALLER = '+819000000000';
export const PERSON = '0000000600';

/** A desk with the real SDK, and Azure's stand-in. */
export class AcsDesk {
  readonly taken: IncomingCall[] = [];
  readonly secret: string = randomUUID();
  readonly azure = new FakeAcs();
  readonly logged: string[] = [];
  origin = '';
  carrier!: AcsCarrier;
  private server!: HttpServer;

  async start(fallback?: string): Promise<this> {
    await this.azure.start();
    const logger = pino({ level: 'info' }, { write: (line: string) => void this.logged.push(line) });
    this.server = createHttpServer({
      ...{ allowedOrigins: [], trustProxy: false, contact: '市へお電話ください。', logger },
      probes: { live: () => ({ ok: true }), ready: () => Promise.resolve({ ok: true }) },
    });
    this.origin = `http://127.0.0.1:${(await this.server.listen(0, '127.0.0.1')).port}`;
    this.carrier = openAcs({
      ...{
        connectionString: this.azure.connectionString,
        publicUrl: this.origin,
        webhookSecret: this.secret,
      },
      ...{ fallback, logger, take: (call) => void this.taken.push(call) },
    });
    this.server.route(...this.carrier.routes);
    this.server.upgrade(...this.carrier.upgrades);
    return this;
  }

  async stop(): Promise<void> {
    await this.azure.stop();
    await this.server.close(0);
  }

  /** As Event Grid delivers. */
  deliver(events: unknown, key = this.secret): Promise<Response> {
    return fetch(`${this.origin}/voice/acs/incoming?key=${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(events),
    });
  }

  /** A call that the desk has taken: both of its ends. */
  async ring(caller = CALLER): Promise<{ call: IncomingCall; azure: FakeAcsCall }> {
    const before = this.taken.length;
    await this.deliver([this.azure.ringing(caller)]);
    await waitUntil('the call is taken', () => this.taken.length > before);
    const azure = this.azure.calls.at(-1) as FakeAcsCall;
    await waitUntil('its audio is there', () => azure.isConnected);
    return { call: this.taken[before] as IncomingCall, azure };
  }
}

/** What the desk hears of a call. */
export function listen({ media }: IncomingCall) {
  const heard = {
    frames: [] as Buffer[],
    keys: [] as Key[],
    marks: [] as [string, boolean][],
    closed: false,
  };
  media.onAudio((frame) => heard.frames.push(frame));
  media.onKey((key) => heard.keys.push(key));
  media.onMark((id, played) => heard.marks.push([id, played]));
  media.onClose(() => (heard.closed = true));
  return heard;
}
