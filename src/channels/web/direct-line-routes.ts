import type { Conversation } from '../../conversation/conversation';
import { AppError } from '../../errors';
import type { HttpReply, HttpRequest, Route } from '../../http/route';
import { decodeActivity, type Masking } from './decode-activity';
import type { Inbox } from './inbox';
import { refuseWeb } from './refusals';
import type { Claims, Tokens } from './tokens';
import { readWatermark } from './watermark';
import type { BotIdentity, WebConversations } from './web-conversations';
import { wireActivity } from './wire-activity';

export interface DirectLineParts extends Masking {
  readonly conversations: WebConversations;
  readonly tokens: Tokens;
  readonly inbox: Inbox;
  readonly bot: BotIdentity;
  /** The citizen's page asks for something. */
  readonly here: (conversationId: string) => void;
  /** The citizen is writing. */
  readonly typed: (conversationId: string) => void;
}

const BASE = '/v3/directline';

/** Direct Line 3.0 over HTTP, call by call as the official client makes them. */
export function directLineRoutes(parts: DirectLineParts): Route[] {
  const calls = new DirectLineCalls(parts);
  const one = `${BASE}/conversations/:id`;
  const shared = { retryInMilliseconds: true } as const;
  return [
    { ...shared, method: 'POST', path: `${BASE}/tokens/generate`, handle: () => calls.generate() },
    {
      ...shared,
      method: 'POST',
      path: `${BASE}/tokens/refresh`,
      handle: (request) => calls.refresh(request),
    },
    {
      ...shared,
      method: 'POST',
      path: `${BASE}/conversations`,
      body: 'json',
      handle: (request) => calls.start(request),
    },
    { ...shared, method: 'GET', path: one, handle: (request) => calls.resume(request) },
    { ...shared, method: 'GET', path: `${one}/activities`, handle: (request) => calls.read(request) },
    {
      ...shared,
      method: 'POST',
      path: `${one}/activities`,
      body: 'json',
      handle: (request) => calls.post(request),
    },
    { ...shared, method: 'POST', path: `${one}/upload`, handle: (request) => calls.upload(request) },
  ];
}

type Permitted = { readonly ok: true; readonly claims: Claims };
type Known = { readonly ok: true; readonly claims: Claims; readonly conversation: Conversation };
type Refused = { readonly ok: false; readonly reply: HttpReply };

class DirectLineCalls {
  constructor(private readonly parts: DirectLineParts) {}

  generate(): HttpReply {
    return { status: 200, json: this.grant(this.parts.tokens.mint()) };
  }

  refresh(request: HttpRequest): HttpReply {
    const verified = this.claims(request);
    return verified.ok ? { status: 200, json: this.grant(verified.claims) } : refuseWeb(verified.code);
  }

  /** Creates the conversation the token was made for, or finds it. */
  async start(request: HttpRequest): Promise<HttpReply> {
    const verified = this.claims(request);
    if (!verified.ok) return refuseWeb(verified.code);
    const { conv: conversationId, user: userId } = verified.claims;
    const locale = localeOf(request.body);
    const { created } = await this.parts.inbox.begin({ conversationId, userId, ...(locale && { locale }) });
    return { status: created ? 201 : 200, json: this.connection(request, verified.claims, '0') };
  }

  async resume(request: HttpRequest): Promise<HttpReply> {
    const known = await this.known(request);
    if (!known.ok) return known.reply;
    const watermark = readWatermark(request.query.get('watermark'), known.conversation.lastSeq);
    return { status: 200, json: this.connection(request, known.claims, String(watermark)) };
  }

  async read(request: HttpRequest): Promise<HttpReply> {
    const known = await this.known(request);
    if (!known.ok) return known.reply;
    const { conversations, bot } = this.parts;
    const { id, userId, lastSeq } = known.conversation;
    this.parts.here(id);
    const from = readWatermark(request.query.get('watermark'), lastSeq);
    const messages = await conversations.since(id, from);
    const activities = messages.map((message) => wireActivity(message, userId, bot));
    return { status: 200, json: { activities, watermark: String(messages.at(-1)?.seq ?? from) } };
  }

  /** Acknowledges when the message is durable; the turn comes after, because a client waits 15 seconds at most. */
  async post(request: HttpRequest): Promise<HttpReply> {
    const permitted = this.permitted(request);
    if (!permitted.ok) return permitted.reply;
    const read = decodeActivity(request.body, this.parts);
    if (!read.ok) return refuseWeb(read.code);
    const { conv: conversationId } = permitted.claims;
    this.parts.here(conversationId);
    // Someone is writing: of use at the moment only, so it is not kept.
    if (read.decoded.type === 'typing') {
      this.parts.typed(conversationId);
      return { status: 200, json: { id: `${conversationId}|typing` } };
    }
    try {
      const message = await this.parts.inbox.take(conversationId, read.decoded);
      return { status: 200, json: { id: message.id } };
    } catch (error) {
      // Asked here instead of before, because the store looks anyway.
      if (error instanceof AppError && error.code === 'conversation.unknown') return refuseWeb(error.code);
      throw error;
    }
  }

  /** This version takes no files: a photograph of a vaccination ticket is personal data that the desk does not need. */
  async upload(request: HttpRequest): Promise<HttpReply> {
    const known = await this.known(request);
    return known.ok ? refuseWeb('activity.attachment') : known.reply;
  }

  private claims(request: HttpRequest): ReturnType<Tokens['verify']> {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return this.parts.tokens.verify(bearer ?? '');
  }

  /** The token must be for this very conversation. */
  private permitted(request: HttpRequest): Permitted | Refused {
    const verified = this.claims(request);
    if (!verified.ok) return { ok: false, reply: refuseWeb(verified.code) };
    if (verified.claims.conv !== request.params['id'])
      return { ok: false, reply: refuseWeb('token.invalid') };
    return verified;
  }

  /** And the conversation must be there. */
  private async known(request: HttpRequest): Promise<Known | Refused> {
    const permitted = this.permitted(request);
    if (!permitted.ok) return permitted;
    const { claims } = permitted;
    const conversation = await this.parts.conversations.find(claims.conv);
    if (!conversation) return { ok: false, reply: refuseWeb('conversation.unknown') };
    return { ok: true, claims, conversation };
  }

  private grant(claims: Claims): { conversationId: string; token: string; expires_in: number } {
    const { tokens } = this.parts;
    return { conversationId: claims.conv, token: tokens.sign(claims), expires_in: tokens.lifeSeconds };
  }

  private connection(request: HttpRequest, claims: Claims, watermark: string) {
    const origin = request.origin.replace(/^http/, 'ws');
    const query = new URLSearchParams({ watermark, t: this.parts.tokens.sign(claims, 'stream') });
    return {
      ...this.grant(claims),
      streamUrl: `${origin}${BASE}/conversations/${claims.conv}/stream?${query}`,
    };
  }
}

function localeOf(body: unknown): string | undefined {
  const locale =
    typeof body === 'object' && body !== null ? (body as { locale?: unknown }).locale : undefined;
  return typeof locale === 'string' && /^[A-Za-z0-9-]{2,35}$/.test(locale) ? locale : undefined;
}
