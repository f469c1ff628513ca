import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { AppError } from '../errors';
import { clientAddress } from './client-address';
import type { OriginPolicy } from './origin-policy';
import type { RateLimit } from './rate-limit';
import { refuse } from './refusals';
import type { ReplyContext } from './reply-writer';
import { readBody } from './request-body';
import type { HttpReply, HttpRequest, Route } from './route';

export interface PipelineOptions {
  readonly publicUrl?: string;
  readonly trustProxy: boolean;
  readonly contact: string;
  readonly bodyLimit: number;
  readonly logger: Logger;
}

type RoutedMessage = IncomingMessage & { params?: Record<string, string> };

/** What happens to every request, in order: origin, rate, body, handler. Always ends in a reply, never in an exception. */
export class RequestPipeline {
  constructor(
    private readonly options: PipelineOptions,
    private readonly origins: OriginPolicy,
    private readonly rates: RateLimit,
  ) {}

  async answer(route: Route, message: RoutedMessage): Promise<HttpReply> {
    try {
      const barred = this.checkOrigin(message) ?? (await this.checkRate(message, route));
      if (barred) return barred;
      const read = await readBody(message, route.body, route.bodyLimit ?? this.options.bodyLimit);
      return read.ok ? await route.handle(this.toRequest(message, read.body)) : read.reply;
    } catch (error) {
      return this.replyTo(error);
    }
  }

  /** Unknown paths and methods, and whatever restify itself refuses; counted, because scanners live on them. */
  async answerError(message: RoutedMessage, error: unknown): Promise<HttpReply> {
    const limited = await this.checkRate(message);
    if (limited) return limited;
    const status = (error as { statusCode?: unknown } | null)?.statusCode;
    if (status === 404) return refuse('route.unknown');
    if (status === 405) return refuse('route.method');
    if (typeof status === 'number' && status < 500) return refuse('request.malformed');
    return this.replyTo(error);
  }

  replyContext(message: IncomingMessage): ReplyContext {
    return {
      contact: this.options.contact,
      https: ownOrigin(message, this.options).startsWith('https:'),
      wantsPage: /^text\/html\b/.test(message.headers.accept ?? ''),
    };
  }

  /** A form on another site would be sent with the citizen's cookie: only our own and listed origins may change anything. */
  private checkOrigin(message: IncomingMessage): HttpReply | undefined {
    if (message.method === 'GET' || message.method === 'HEAD') return undefined;
    const permitted = this.origins.permits(message.headers.origin, ownOrigin(message, this.options));
    return permitted ? undefined : refuse('origin.refused');
  }

  private async checkRate(message: IncomingMessage, route?: Route): Promise<HttpReply | undefined> {
    if (route?.unlimited) return undefined;
    const waitMs = await this.rates.waitFor(addressOf(message, this.options), message.method);
    if (waitMs === undefined) return undefined;
    const wait = route?.retryInMilliseconds ? waitMs : waitMs / 1000;
    return refuse('rate.exceeded', { 'retry-after': String(Math.ceil(wait)) });
  }

  private toRequest(message: RoutedMessage, body: unknown): HttpRequest {
    const url = new URL(message.url ?? '/', 'http://desk.invalid');
    return {
      method: message.method ?? 'GET',
      path: url.pathname,
      params: message.params ?? {},
      query: url.searchParams,
      headers: message.headers,
      address: addressOf(message, this.options),
      origin: ownOrigin(message, this.options),
      body,
    };
  }

  private replyTo(error: unknown): HttpReply {
    if (error instanceof AppError && error.code === 'input.invalid') return refuse('request.malformed');
    this.options.logger.error({ err: error }, 'request failed');
    if (error instanceof AppError && error.code === 'storage.unavailable')
      return refuse('server.unavailable');
    return refuse('server.failed');
  }
}

export function addressOf(message: IncomingMessage, options: Pick<PipelineOptions, 'trustProxy'>): string {
  const forwarded = message.headers['x-forwarded-for'];
  return clientAddress(message.socket.remoteAddress ?? '', forwarded?.toString(), options.trustProxy);
}

/** The desk's own origin as the caller sees it. A Host header that is no host name is not repeated anywhere. */
export function ownOrigin(
  message: IncomingMessage,
  options: Pick<PipelineOptions, 'publicUrl' | 'trustProxy'>,
): string {
  if (options.publicUrl) return new URL(options.publicUrl).origin;
  const proto = options.trustProxy && message.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  const host = message.headers.host ?? '';
  return /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/i.test(host)
    ? `${proto}://${host}`
    : `${proto}://localhost`;
}
