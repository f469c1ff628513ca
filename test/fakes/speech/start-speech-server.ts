import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Synthesiser } from '../../../src/channels/voice/ports';
import { OpenJTalkSynthesiser } from '../../../src/channels/voice/speech/open-jtalk-synthesiser';
import { Connection } from './connection';
import { FinishedRequests } from './finished-requests';
import { RecognitionConnection } from './recognition-connection';
import type { Recognise } from './recognise';
import type { SpeechFaults, SpeechPlan, SpeechRecord } from './speech-plan';
import { SynthesisConnection } from './synthesis-connection';

const RECOGNITION =
  /^\/(speech\/recognition\/(interactive|conversation|dictation)\/cognitiveservices\/v1|stt\/speech\/universal\/v2)$/;
const SYNTHESIS = /^\/(tts\/)?cognitiveservices\/websocket\/v1$/;
const UUID = /^[0-9a-f]{32}$|^[0-9a-f-]{36}$/i;
const KEY = 'Ocp-Apim-Subscription-Key';

export interface SpeechServer {
  readonly port: number;
  /** For SPEECH_HOST. */
  readonly host: string;
  readonly faults: SpeechFaults;
  readonly record: SpeechRecord;
  readonly finished: FinishedRequests;
  /** Not listening, all connections cut. */
  goAway(): Promise<void>;
  /** Listening again, on the same port. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Stands where Azure Speech would (or its container): strict about the published protocol, with an honest recogniser and Open JTalk
 *  behind it. `recognise`: see `closedSet`. */
export async function startSpeechServer(options: {
  readonly recognise?: Recognise;
  readonly synthesiser?: Synthesiser;
  readonly key?: string;
  readonly port?: number;
  readonly activeMs?: number;
  readonly idleMs?: number;
  readonly initialSilenceMs?: number;
  readonly faults?: SpeechFaults;
}): Promise<SpeechServer> {
  const plan: SpeechPlan = {
    recognise: options.recognise ?? (() => Promise.resolve(undefined)),
    synthesiser: options.synthesiser ?? new OpenJTalkSynthesiser(),
    key: options.key,
    activeMs: options.activeMs ?? 600_000,
    idleMs: options.idleMs ?? 180_000,
    initialSilenceMs: options.initialSilenceMs ?? 15_000,
    faults: options.faults ?? {},
  };
  const record: SpeechRecord = { connections: [], violations: [], phrases: [], ssml: [] };
  const finished = new FinishedRequests();
  const sockets = new WebSocketServer({ noServer: true });
  const http = createServer((_, response) => response.writeHead(404).end());
  http.on('upgrade', (request, socket, head) => {
    const seen = look(request);
    record.connections.push(seen);
    const refusal = refusalOf(request, seen, plan);
    if (refusal !== undefined) {
      seen.refused = refusal;
      refuse(socket, refusal);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      serve(new Connection(opened, plan, record, { record: seen, finished }), seen.path);
    });
  });
  await listen(http, options.port ?? 0);
  const { port } = http.address() as AddressInfo;
  const goAway = () => stop(http, sockets.clients);
  return {
    port,
    host: `ws://127.0.0.1:${port}`,
    faults: plan.faults,
    record,
    finished,
    goAway,
    comeBack: () => listen(http, port),
    close: goAway,
  };
}

function serve(connection: Connection, path: string): void {
  const service = RECOGNITION.test(path)
    ? new RecognitionConnection(connection)
    : new SynthesisConnection(connection);
  connection.serve((message) => service.receive(message));
}

function look(request: IncomingMessage): SpeechRecord['connections'][number] {
  const url = new URL(request.url ?? '/', 'http://speech');
  return { path: url.pathname, query: url.searchParams, audioBytes: 0 };
}

/** The HTTP status of a refused handshake. */
function refusalOf(
  request: IncomingMessage,
  { path, query }: SpeechRecord['connections'][number],
  { faults, key }: SpeechPlan,
): number | undefined {
  if (faults.refuseWith !== undefined) return faults.refuseWith;
  if (!RECOGNITION.test(path) && !SYNTHESIS.test(path)) return 404;
  if (!UUID.test(valueOf('X-ConnectionId', request, query) ?? '')) return 400;
  if (key !== undefined && valueOf(KEY, request, query) !== key) return 401;
  return RECOGNITION.test(path) && query.get('language') !== 'ja-JP' ? 400 : undefined;
}

/** Clients in browsers cannot set headers, so both places count. */
function valueOf(name: string, request: IncomingMessage, query: URLSearchParams): string | undefined {
  const header = request.headers[name.toLowerCase()];
  return typeof header === 'string' ? header : (query.get(name) ?? undefined);
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function listen(http: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', () => {
      http.off('error', reject);
      resolve();
    });
  });
}

async function stop(http: Server, clients: Iterable<WebSocket>): Promise<void> {
  for (const client of clients) client.terminate();
  if (!http.listening) return;
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeAllConnections();
  await closed;
}
