import { timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  parseCallAutomationEvent,
  type CallAutomationClient,
  type CallConnection,
} from '@azure/communication-call-automation';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { AppError } from '../../../../errors';
import type { HttpReply, HttpRequest, Route, Upgrade, UpgradeRoute } from '../../../../http/route';
import type { IncomingCall } from '../../ports';
import { addressOf, AcsCall } from './acs-call';
import { AcsMedia } from './acs-media';
import { callerNumberOf, readIncomingEvents, type AcsIncoming } from './incoming-event';

export interface AcsCarrierOptions {
  readonly client: CallAutomationClient;
  /** How Azure reaches the desk: https://… */
  readonly publicUrl: string;
  /** Part of the address that Event Grid is given: whoever does not know it brings no calls. */
  readonly webhookSecret: string;
  /** Who is rung when the desk cannot lead a call; undefined: it is refused. */
  readonly fallback: string | undefined;
  readonly take: (call: IncomingCall) => void;
  readonly logger: Logger;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** Random UUIDs. */
  readonly newId: () => string;
}

/** From the answer until Azure has connected the audio. */
const AUDIO_PATIENCE_MS = 10_000;
/** For giving up all calls; then the desk stops whatever Azure says. */
const CLOSE_PATIENCE_MS = 10_000;
/** A frame of audio is about 1 KB of JSON. */
const LONGEST_MESSAGE = 64 * 1024;
/** Event Grid sends an event again for a day; a call does not ring that long. */
const REMEMBERED_EVENTS = 1_000;

interface Line {
  readonly call: AcsCall;
  /** Lets Azure's messages and audio of this one call in. */
  readonly key: string;
  connected: ((media: AcsMedia) => void) | undefined;
  /** Until the desk leads the call: it will not. */
  refuse: ((why: AppError) => void) | undefined;
}

/** Calls that come through Azure Communication Services: Event Grid tells of a call, the desk answers it, Azure connects the audio. */
export class AcsCarrier {
  private readonly lines = new Map<string, Line>();
  private readonly seen = new Set<string>();
  private readonly beginning = new Set<Promise<void>>();
  private closing = false;
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });

  constructor(private readonly options: AcsCarrierOptions) {}

  get routes(): Route[] {
    return [
      {
        ...{ method: 'POST', path: '/voice/acs/incoming', body: 'json', unlimited: true },
        handle: (request) => this.incoming(request),
      },
      {
        ...{ method: 'POST', path: '/voice/acs/calls/:id', body: 'json', unlimited: true },
        handle: (request) => this.told(request),
      },
    ];
  }

  get upgrades(): UpgradeRoute[] {
    return [{ path: /^\/voice\/acs\/calls\/(?<id>[^/]+)\/audio$/, accept: (upgrade) => this.audio(upgrade) }];
  }

  /** Callers who are still there go to a person, and so do those who call now. */
  async close(): Promise<void> {
    this.closing = true;
    const led = [...this.lines.values()].map((line) => this.giveUp(line));
    const all = Promise.all([...this.beginning, ...led]);
    await Promise.race([all, delay(CLOSE_PATIENCE_MS, undefined, { ref: false })]);
  }

  /** What is not led yet is passed on by whoever awaits its audio. */
  private async giveUp({ call, refuse }: Line): Promise<void> {
    const { fallback, logger } = this.options;
    if (refuse) return refuse(stopping());
    await call
      .giveUp(fallback)
      .catch((error: unknown) => logger.error({ err: error, callId: call.callId }, 'call not passed on'));
  }

  private incoming({ query, body }: HttpRequest): HttpReply {
    if (!isSame(query.get('key'), this.options.webhookSecret)) return FORBIDDEN;
    const events = readIncomingEvents(body);
    if (events === undefined) return MALFORMED;
    for (const event of events) {
      if (event.eventType === 'Microsoft.EventGrid.SubscriptionValidationEvent')
        return { status: 200, json: { validationResponse: event.data.validationCode } };
      if (this.isNew(event.id)) this.answerLater(event);
    }
    return { status: 200, json: {} };
  }

  /** Event Grid delivers at least once. */
  private isNew(id: string): boolean {
    if (this.seen.has(id)) return false;
    this.seen.add(id);
    const [oldest] = this.seen;
    if (this.seen.size > REMEMBERED_EVENTS && oldest !== undefined) this.seen.delete(oldest);
    return true;
  }

  private answerLater(event: AcsIncoming): void {
    const begun = this.closing ? this.passOn(event.data.incomingCallContext, undefined) : this.begin(event);
    this.beginning.add(begun);
    void begun.then(() => this.beginning.delete(begun));
  }

  private async begin(event: AcsIncoming): Promise<void> {
    const { client, logger, newId, take } = this.options;
    const { incomingCallContext, from, to } = event.data;
    const id = newId();
    const calledNumber = to.phoneNumber?.value;
    const callerNumber = callerNumberOf(event);
    const call = new AcsCall({ client, callId: id, callerNumber, callerId: from.rawId, calledNumber, newId });
    const line: Line = { call, key: newId(), connected: undefined, refuse: undefined };
    this.lines.set(id, line);
    let connection: CallConnection | undefined;
    try {
      const audio = this.whenConnected(line);
      connection = (await this.answer(incomingCallContext, id, line.key)).callConnection;
      const media = await audio;
      if (this.closing) throw stopping();
      line.refuse = undefined;
      media.onClose(() => this.lines.delete(id));
      call.begin(connection, media);
      take({ control: call, media });
    } catch (error) {
      this.lines.delete(id);
      logger.error({ err: error, callId: id }, 'call not led by the desk; passed on');
      await this.passOn(incomingCallContext, connection);
    }
  }

  private answer(context: string, id: string, key: string) {
    const address = `${this.options.publicUrl}/voice/acs/calls/${id}`;
    return this.options.client.answerCall(context, `${address}?key=${key}`, {
      mediaStreamingOptions: {
        transportType: 'websocket',
        transportUrl: `${address.replace(/^http/, 'ws')}/audio?key=${key}`,
        contentType: 'audio',
        // One stream of all who talk: a frame every 20 ms, whoever is in the call.
        audioChannelType: 'mixed',
        audioFormat: 'pcm16KMono',
        startMediaStreaming: true,
        enableBidirectional: true,
        enableDtmfTones: true,
      },
    });
  }

  private whenConnected(line: Line): Promise<AcsMedia> {
    const connected = new Promise<AcsMedia>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new AppError('carrier.unavailable', 'Azure did not connect the audio of a call.')),
        AUDIO_PATIENCE_MS,
      ).unref();
      line.refuse = reject;
      line.connected = (media) => {
        clearTimeout(late);
        resolve(media);
      };
    });
    connected.catch(() => undefined);
    return connected;
  }

  /** No caller is dropped because the desk has a fault: a person is rung instead. */
  private async passOn(context: string, connection: CallConnection | undefined): Promise<void> {
    const { client, fallback, logger } = this.options;
    try {
      if (fallback === undefined) await (connection ? connection.hangUp(true) : client.rejectCall(context));
      else if (connection) await connection.transferCallToParticipant(addressOf(fallback));
      else await client.redirectCall(context, { targetParticipant: addressOf(fallback) });
    } catch (error) {
      logger.error({ err: error }, 'call not passed on');
    }
  }

  private told({ params, query, body }: HttpRequest): HttpReply {
    const line = this.lines.get(params['id'] ?? '');
    // A call that is over is nobody's secret: Azure must not send this again for hours.
    if (line === undefined) return { status: 200, json: {} };
    if (!isSame(query.get('key'), line.key)) return FORBIDDEN;
    if (!Array.isArray(body)) return MALFORMED;
    for (const event of body as Record<string, unknown>[]) {
      try {
        line.call.heard(parseCallAutomationEvent(event));
      } catch {
        this.options.logger.warn({ callId: line.call.callId }, 'event of Azure not understood');
      }
    }
    return { status: 200, json: {} };
  }

  /** Counts once: a second connection of the same call is somebody else's. */
  private audio({ request, socket, head, url, params }: Upgrade): Promise<HttpReply | undefined> {
    const line = this.lines.get(params['id'] ?? '');
    const connected = line?.connected;
    if (!line || !connected || !isSame(url.searchParams.get('key'), line.key))
      return Promise.resolve(FORBIDDEN);
    line.connected = undefined;
    this.sockets.handleUpgrade(request, socket, head, (open) =>
      connected(new AcsMedia(open, this.options.now)),
    );
    return Promise.resolve(undefined);
  }
}

const FORBIDDEN: HttpReply = {
  status: 403,
  refusal: { code: 'key.wrong', message: 'この宛先は使えません。' },
};
const MALFORMED: HttpReply = {
  status: 400,
  refusal: { code: 'request.malformed', message: '内容を読み取れませんでした。' },
};

function stopping(): AppError {
  return new AppError('carrier.unavailable', 'The desk stops.');
}

function isSame(given: string | null, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
