import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createServer, type Request, type Response, type Server as RestifyInstance } from 'restify';
import { AppError } from '../errors';
import { protectConnections, type ConnectionTimeouts } from './connection-timeouts';
import { healthRoutes, type HealthProbes } from './health-routes';
import { OriginPolicy, PREFLIGHT_HEADERS } from './origin-policy';
import { RateLimit, type RateLimitOptions } from './rate-limit';
import { refuse } from './refusals';
import { writeReply } from './reply-writer';
import { RequestPipeline, ownOrigin, type PipelineOptions } from './request-pipeline';
import type { HttpReply, Route, UpgradeRoute } from './route';
import { UpgradeGate } from './upgrade-gate';

export interface HttpServerOptions {
  /** How the desk is reached from outside; without it each request's Host header says so. */
  readonly publicUrl?: string;
  /** Exact origins of other pages that carry the widget. */
  readonly allowedOrigins: readonly string[];
  /** Believe X-Forwarded-For and X-Forwarded-Proto. */
  readonly trustProxy: boolean;
  /** How to reach a person, one Japanese sentence: it stands in every refusal. */
  readonly contact: string;
  readonly probes: HealthProbes;
  readonly logger: Logger;
  readonly rateLimit?: Partial<RateLimitOptions>;
  /** Bytes; 64 KB unless told. */
  readonly bodyLimit?: number;
  readonly timeouts?: Partial<ConnectionTimeouts>;
}

export interface HttpServer {
  /** Mounts routes; GET routes answer HEAD as well. */
  route(...routes: readonly Route[]): void;
  upgrade(...routes: readonly UpgradeRoute[]): void;
  /** Port 0 takes a free one. Rejects with AppError `port.taken`. */
  listen(port: number, host?: string): Promise<{ port: number }>;
  /** Takes no new connection, lets running requests end for `graceMs`, then cuts the rest. */
  close(graceMs?: number): Promise<void>;
}

const DEFAULT_RATE: RateLimitOptions = { writes: 300, reads: 3000, seconds: 60 };
const BODY_LIMIT = 64 * 1024;
const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'del' } as const;

/** The only place that knows restify; everything else speaks Route, HttpRequest and HttpReply. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  return new RestifyServer(options);
}

class RestifyServer implements HttpServer {
  private readonly restify: RestifyInstance;
  private readonly server: Server;
  private readonly settings: PipelineOptions;
  private readonly origins: OriginPolicy;
  private readonly pipeline: RequestPipeline;
  private readonly upgrades: UpgradeGate;

  constructor(options: HttpServerOptions) {
    this.restify = createServer({ name: '', log: options.logger as never });
    this.server = this.restify.server;
    this.settings = { ...options, bodyLimit: options.bodyLimit ?? BODY_LIMIT };
    this.origins = new OriginPolicy(options.allowedOrigins);
    const rates = new RateLimit({ ...DEFAULT_RATE, ...options.rateLimit });
    this.pipeline = new RequestPipeline(this.settings, this.origins, rates);
    this.upgrades = new UpgradeGate(this.settings, this.origins, rates);
    protectConnections(this.server, options.timeouts, options.contact);
    this.installGuards();
    this.route(...healthRoutes(options.probes));
  }

  route(...routes: readonly Route[]): void {
    for (const route of routes) {
      // Block body: restify logs the whole request, body included, when an async handler returns a value.
      const handler = async (request: Request, response: Response): Promise<void> => {
        this.send(request, response, await this.pipeline.answer(route, request));
      };
      this.restify[METHODS[route.method]](route.path, handler);
      if (route.method === 'GET') this.restify.head(route.path, handler);
    }
  }

  upgrade(...routes: readonly UpgradeRoute[]): void {
    this.upgrades.add(routes);
  }

  listen(port: number, host?: string): Promise<{ port: number }> {
    return listen(this.server, port, host);
  }

  close(graceMs = 5000): Promise<void> {
    return close(this.server, graceMs, () => this.upgrades.cut());
  }

  private installGuards(): void {
    this.restify.first((request, response) => {
      if (isWellFormed(request)) return true;
      answerMalformed(response, this.settings.contact);
      return false;
    });
    this.restify.pre((request: Request, response: Response, next) => {
      if (request.method !== 'OPTIONS') return next();
      this.send(request, response, this.answerPreflight(request));
      return next(false);
    });
    // restify would answer with the error's own text; citizens and attackers get ours.
    this.restify.on(
      'restifyError',
      (request: Request, response: Response, error: unknown, done: () => void) => {
        void this.pipeline.answerError(request, error).then((reply) => {
          this.send(request, response, reply);
          done();
        });
      },
    );
    // restify repeats the server's errors, and an 'error' without a listener ends Node; `listen` reports them.
    this.restify.on('error', () => undefined);
    this.restify.on('upgrade', (request, socket, head) => void this.upgrades.handle(request, socket, head));
  }

  private answerPreflight(request: IncomingMessage): HttpReply {
    const permitted = this.origins.permits(request.headers.origin, ownOrigin(request, this.settings));
    return permitted ? { status: 204, headers: PREFLIGHT_HEADERS, body: '' } : refuse('origin.refused');
  }

  private send(request: IncomingMessage, response: Response, reply: HttpReply): void {
    if (response.headersSent || response.destroyed) return;
    const cors = this.origins.headersFor(request.headers.origin);
    // Once closing, a kept connection would hold the process open until it times out.
    if (!this.server.listening) response.setHeader('connection', 'close');
    const context = this.pipeline.replyContext(request);
    const written = writeReply({ ...reply, headers: { ...cors, ...reply.headers } }, context);
    response.sendRaw(written.status, written.body as string, written.headers);
  }
}

/** Absolute-form targets are for proxies, and a malformed one makes restify's router throw outside every handler. */
function isWellFormed(request: IncomingMessage): boolean {
  return !!request.url?.startsWith('/') && URL.canParse(request.url, 'http://desk.invalid');
}

function answerMalformed(response: ServerResponse, contact: string): void {
  const reply = writeReply(refuse('request.malformed'), { contact, https: false, wantsPage: false });
  response.writeHead(reply.status, { ...reply.headers, connection: 'close' });
  response.end(reply.body);
}

function listen(server: Server, port: number, host?: string): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    const onError = (cause: NodeJS.ErrnoException): void => {
      reject(refusedPort(port, cause) ?? cause);
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve({ port: (server.address() as AddressInfo).port });
    });
  });
}

function refusedPort(port: number, cause: NodeJS.ErrnoException): AppError | undefined {
  const messages: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use by another program: stop it, or start the desk with another PORT.`,
    EACCES: `Port ${port} may not be opened by this user: start the desk with a PORT from 1024 upwards.`,
  };
  const message = messages[cause.code ?? ''];
  return message === undefined
    ? undefined
    : new AppError('port.taken', message, { cause, details: { port } });
}

async function close(server: Server, graceMs: number, cutSockets: () => void): Promise<void> {
  if (!server.listening) return;
  const cut = setTimeout(() => {
    server.closeAllConnections();
    cutSockets();
  }, graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
