import { securityHeaders } from './security-headers';
import type { HttpReply, Refusal } from './route';

export interface WrittenReply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

export interface ReplyContext {
  /** How to reach a person, in one Japanese sentence; in every refusal. */
  readonly contact: string;
  readonly https: boolean;
  /** The caller is a browser showing a page, so a refusal is a page too. */
  readonly wantsPage: boolean;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** Turns a handler's answer into status, headers and bytes. */
export function writeReply(reply: HttpReply, context: ReplyContext): WrittenReply {
  const { type, body } = render(reply, context);
  const headers = {
    ...securityHeaders(type, context.https),
    'content-type': type,
    'cache-control': 'no-store',
    ...reply.headers,
  };
  return { status: reply.status, headers, body };
}

function render(reply: HttpReply, context: ReplyContext): { type: string; body: string | Buffer } {
  if (reply.refusal && context.wantsPage) {
    return { type: 'text/html; charset=utf-8', body: refusalPage(reply.refusal, context.contact) };
  }
  if (reply.refusal)
    return {
      type: JSON_TYPE,
      body: JSON.stringify({ error: { ...reply.refusal, contact: context.contact } }),
    };
  if (reply.body !== undefined)
    return { type: reply.headers?.['content-type'] ?? 'text/plain; charset=utf-8', body: reply.body };
  return { type: JSON_TYPE, body: reply.json === undefined ? '' : JSON.stringify(reply.json) };
}

function refusalPage(refusal: Refusal, contact: string): string {
  const lines = [refusal.message, contact].map((line) => `<p>${escape(line)}</p>`).join('');
  const head =
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>お知らせ</title>';
  return `<!doctype html><html lang="ja"><head>${head}</head><body><main><h1>お知らせ</h1>${lines}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
