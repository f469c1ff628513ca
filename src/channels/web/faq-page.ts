import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Message } from '../../conversation/message';
import type { HttpReply, HttpRequest, Route } from '../../http/route';
import { decodeActivity, type Decoded, type DecodedActivity, type Masking } from './decode-activity';
import { faqView } from './faq-view';
import type { Inbox } from './inbox';
import { refuseWeb } from './refusals';
import type { Claims, Tokens } from './tokens';
import type { WebConversations } from './web-conversations';

export interface FaqPageOptions extends Masking {
  readonly conversations: Pick<WebConversations, 'since' | 'find' | 'open'>;
  readonly inbox: Inbox;
  readonly tokens: Tokens;
  /** The citizen looks at the page. */
  readonly here?: (conversationId: string) => void;
  readonly city: string;
  readonly demonstration: boolean;
  /** How to reach a person, in one Japanese sentence. */
  readonly contact: string;
  /** How long a citizen may look at a blank page before the answer is fetched on the next one. */
  readonly patienceMs?: number;
}

const COOKIE = 'madoguchi_faq';
const PATIENCE_MS = 5000;
const LOOK_EVERY_MS = 50;
const ANSWERED = { status: 303, headers: { location: '/faq#newest' }, body: '' } as const;

/** The desk for browsers without script: `/faq` shows the conversation, a posted question becomes a turn like any other. */
export function faqRoutes(options: FaqPageOptions): Route[] {
  const page = new FaqPage(options);
  return [
    { method: 'GET', path: '/faq', handle: (request) => page.show(request) },
    { method: 'POST', path: '/faq', body: 'form', handle: (request) => page.ask(request) },
  ];
}

class FaqPage {
  constructor(private readonly options: FaqPageOptions) {}

  async show(request: HttpRequest): Promise<HttpReply> {
    const claims = this.claims(request);
    if (claims) this.options.here?.(claims.conv);
    return this.page(claims ? await this.options.conversations.since(claims.conv, 0) : [], 200);
  }

  async ask(request: HttpRequest): Promise<HttpReply> {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    if (form.has('end'))
      return { ...ANSWERED, headers: { location: '/faq', 'set-cookie': faqCookie(request, '', 0) } };
    const question = form.get('question') ?? '';
    const read = this.read(question, form.get('key') || randomUUID());
    const claims = this.claims(request);
    if (!read.ok) {
      const { status, refusal } = refuseWeb(read.code);
      const messages = claims ? await this.options.conversations.since(claims.conv, 0) : [];
      return this.page(messages, status, { fault: refusal?.message ?? '', draft: question });
    }
    const held = await this.take(claims, read.decoded);
    const cookie = faqCookie(request, this.options.tokens.sign(held), this.options.tokens.lifeSeconds);
    return { ...ANSWERED, headers: { ...ANSWERED.headers, 'set-cookie': cookie } };
  }

  private read(text: string, key: string): Decoded {
    const activity = { type: 'message', text, locale: 'ja-JP', channelData: { clientActivityID: key } };
    return decodeActivity(activity, this.options);
  }

  /** Stores the question, in a new conversation where there is none yet, and waits for the answer. */
  private async take(claims: Claims | undefined, decoded: DecodedActivity): Promise<Claims> {
    const { conversations, inbox, here } = this.options;
    const conversation = claims && (await conversations.find(claims.conv));
    const held = claims && conversation ? claims : await this.begin();
    const { seq } = await inbox.take(held.conv, decoded);
    here?.(held.conv);
    // A person answers when she has read it: nobody looks at a blank page for that.
    if (!conversation?.owner.startsWith('operator:')) await this.answered(held.conv, seq);
    return held;
  }

  /** A conversation begins with its first question, not with a look at the page: crawlers and previews would fill the store. Without
   *  the bot's greeting, which would come between the question and its answer; the page says the same. */
  private async begin(): Promise<Claims> {
    const claims = this.options.tokens.mint();
    const { conv: conversationId, user: userId } = claims;
    await this.options.conversations.open({ conversationId, channel: 'web', userId });
    return claims;
  }

  /** Waits for the reply, so that most citizens see it on the page they land on. */
  private async answered(conversationId: string, seq: number): Promise<void> {
    const end = performance.now() + (this.options.patienceMs ?? PATIENCE_MS);
    while (performance.now() < end) {
      if (!isWaiting(await this.options.conversations.since(conversationId, seq - 1))) return;
      await setTimeout(LOOK_EVERY_MS);
    }
  }

  private page(
    messages: readonly Message[],
    status: number,
    problem?: { fault: string; draft: string },
  ): HttpReply {
    const { city, demonstration, contact } = this.options;
    const view = {
      city,
      demonstration,
      contact,
      messages,
      waiting: isWaiting(messages),
      formKey: randomUUID(),
      ...problem,
    };
    return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: faqView(view) };
  }

  /** The cookie is a token like the chat's; one that has expired or is not ours begins a new conversation. */
  private claims(request: HttpRequest): Claims | undefined {
    const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w.-]+)`).exec(request.headers.cookie ?? '')?.[1];
    const verified = this.options.tokens.verify(value ?? '');
    return verified.ok ? verified.claims : undefined;
  }
}

/** Keeps a conversation in this browser for the plain form. */
export function faqCookie({ origin }: HttpRequest, value: string, seconds: number): string {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `${COOKIE}=${value}; Path=/faq; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** The newest line is the citizen's own. */
function isWaiting(messages: readonly Message[]): boolean {
  return messages.at(-1)?.author === 'citizen';
}
