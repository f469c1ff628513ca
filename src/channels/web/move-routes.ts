import { randomBytes } from 'node:crypto';
import type { HttpReply, HttpRequest, Route } from '../../http/route';
import { confirmPage, refusedPage, talkPage, type MovePageFrame, type MoveRefusal } from './pages/move-pages';
import { faqCookie } from './faq-page';
import type { Tokens } from './tokens';
import type { WebConversations } from './web-conversations';

export interface MoveRoutesOptions {
  readonly frame: MovePageFrame;
  readonly tokens: Pick<Tokens, 'sign' | 'lifeSeconds'>;
  readonly conversations: Pick<WebConversations, 'find'>;
  readonly moves: {
    stateOf(token: string): Promise<'fresh' | 'spent' | 'expired' | 'unknown'>;
    open(token: string, cookie: string): Promise<boolean>;
    visitOf(cookie: string): Promise<string | undefined>;
  };
}

const COOKIE = 'madoguchi_visit';
const COOKIE_SECONDS = 12 * 3600;

/**
 * Where a citizen goes on who comes from LINE: `/go/…` asks, pressing the button opens the conversation in this browser and in no other,
 * `/talk` is the chat. Looking at an address never uses a link up.
 */
export function moveRoutes(options: MoveRoutesOptions): Route[] {
  const page = new MovePage(options);
  return [
    { method: 'GET', path: '/go/:token', handle: (request) => page.ask(request) },
    { method: 'POST', path: '/go', body: 'form', handle: (request) => page.open(request) },
    { method: 'GET', path: '/talk', handle: (request) => page.talk(request) },
  ];
}

class MovePage {
  constructor(private readonly options: MoveRoutesOptions) {}

  async ask({ params }: HttpRequest): Promise<HttpReply> {
    const token = params['token'] ?? '';
    const state = await this.options.moves.stateOf(token);
    if (state !== 'fresh') return this.refused(state);
    return shown(200, confirmPage(this.options.frame, token));
  }

  async open(request: HttpRequest): Promise<HttpReply> {
    const token = (request.body instanceof URLSearchParams ? request.body.get('token') : null) ?? '';
    const cookie = randomBytes(32).toString('base64url');
    if (await this.options.moves.open(token, cookie))
      return {
        status: 303,
        headers: { location: '/talk', 'set-cookie': visitCookie(request, cookie) },
        body: '',
      };
    // Pressed twice: the first time has set the cookie.
    const held = await this.visit(request);
    if (held !== undefined) return { status: 303, headers: { location: '/talk' }, body: '' };
    const state = await this.options.moves.stateOf(token);
    return this.refused(state === 'fresh' ? 'unknown' : state);
  }

  async talk(request: HttpRequest): Promise<HttpReply> {
    const conversationId = await this.visit(request);
    const conversation = conversationId && (await this.options.conversations.find(conversationId));
    if (!conversation) return this.refused('ended');
    const { tokens, frame } = this.options;
    const token = tokens.sign({ user: conversation.userId, conv: conversation.id });
    const reply = shown(200, talkPage(frame, { token, conversationId: conversation.id }));
    const cookie = faqCookie(request, token, tokens.lifeSeconds);
    return { ...reply, headers: { ...reply.headers, 'set-cookie': cookie } };
  }

  private async visit(request: HttpRequest): Promise<string | undefined> {
    const cookie = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
    return cookie === undefined ? undefined : this.options.moves.visitOf(cookie);
  }

  private refused(refusal: MoveRefusal): HttpReply {
    return shown(refusal === 'unknown' ? 404 : 410, refusedPage(this.options.frame, refusal));
  }
}

function shown(status: number, body: string): HttpReply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  };
}

/** `Lax`: the citizen comes from LINE's own browser. */
function visitCookie({ origin }: HttpRequest, value: string): string {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `${COOKIE}=${value}; Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}
