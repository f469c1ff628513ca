import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { OriginPolicy } from './origin-policy';
import type { RateLimit } from './rate-limit';
import { writeRawReply } from './raw-reply';
import { refuse } from './refusals';
import { writeReply } from './reply-writer';
import { addressOf, ownOrigin, type PipelineOptions } from './request-pipeline';
import type { HttpReply, UpgradeRoute } from './route';

/** WebSocket handshakes: no restify handler runs for them, so origin and rate are checked here. */
export class UpgradeGate {
  private readonly routes: UpgradeRoute[] = [];
  /** Node's server forgets a socket when it hands it over, but waits for it when closing. */
  private readonly open = new Set<Duplex>();

  constructor(
    private readonly options: PipelineOptions,
    private readonly origins: OriginPolicy,
    private readonly rates: RateLimit,
  ) {}

  add(routes: readonly UpgradeRoute[]): void {
    this.routes.push(...routes);
  }

  /** Ends every socket at once, whether its client answers or not. */
  cut(): void {
    for (const socket of this.open) socket.destroy();
  }

  async handle(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    socket.on('error', () => socket.destroy());
    const refusal = await this.pass(request, socket, head).catch((error: unknown) => {
      this.options.logger.error({ err: error }, 'socket handshake failed');
      return refuse('server.failed');
    });
    const context = { contact: this.options.contact, https: false, wantsPage: false };
    if (refusal) writeRawReply(socket, writeReply(refusal, context));
  }

  private async pass(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<HttpReply | undefined> {
    if (!this.origins.permits(request.headers.origin, ownOrigin(request, this.options)))
      return refuse('origin.refused');
    const waitMs = await this.rates.waitFor(addressOf(request, this.options));
    if (waitMs !== undefined) return refuse('rate.exceeded', { 'retry-after': String(waitMs) });
    const base = 'http://desk.invalid';
    if (!URL.canParse(request.url ?? '', base)) return refuse('request.malformed');
    const url = new URL(request.url ?? '', base);
    for (const route of this.routes) {
      const match = route.path.exec(url.pathname);
      if (match) return route.accept({ request, socket, head, url, params: { ...match.groups } });
    }
    return refuse('route.unknown');
  }
}
