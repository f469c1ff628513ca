import type { Server } from 'node:http';
import { refuse, type RefusalCode } from './refusals';
import { writeReply } from './reply-writer';
import type { Duplex } from 'node:stream';
import { writeRawReply } from './raw-reply';

export interface ConnectionTimeouts {
  /** From the first byte to the end of the headers. */
  readonly headersMs: number;
  /** From the first byte to the end of the body. */
  readonly requestMs: number;
  /** How long an idle connection is kept; longer than the load balancer's, or it sends requests into a closing socket. */
  readonly keepAliveMs: number;
  /** How often Node looks for connections over their time. */
  readonly checkEveryMs: number;
}

const DEFAULTS: ConnectionTimeouts = {
  headersMs: 10_000,
  requestMs: 20_000,
  keepAliveMs: 65_000,
  checkEveryMs: 2000,
};

const CODES: Readonly<Record<string, RefusalCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request.slow',
  HPE_HEADER_OVERFLOW: 'request.headers-too-large',
};

/** Ends connections that send their request drop by drop (slow loris), and answers broken ones in the desk's own words. */
export function protectConnections(
  server: Server,
  timeouts: Partial<ConnectionTimeouts> = {},
  contact: string,
): void {
  const { headersMs, requestMs, keepAliveMs, checkEveryMs } = { ...DEFAULTS, ...timeouts };
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
  server.keepAliveTimeout = keepAliveMs;
  // Node takes it as an option of createServer, which restify does not pass on; it is read when the server starts to listen.
  (server as Server & { connectionsCheckingInterval: number }).connectionsCheckingInterval = checkEveryMs;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const reply = refuse(CODES[error.code ?? ''] ?? 'request.malformed');
    writeRawReply(socket, writeReply(reply, { contact, https: false, wantsPage: false }));
  });
}
