import type { IncomingMessage } from 'node:http';
import { refuse } from './refusals';
import type { HttpReply, Route } from './route';

export type BodyResult =
  { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly reply: HttpReply };

const TYPES: Readonly<Record<'json' | 'form', RegExp>> = {
  json: /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i,
  form: /^application\/x-www-form-urlencoded\s*(?:;|$)/i,
};

/** Reads and parses a body, refusing before reading what announces itself as too large or of the wrong type. */
export async function readBody(
  request: IncomingMessage,
  kind: Route['body'],
  limit: number,
): Promise<BodyResult> {
  if (!kind) return { ok: true, body: undefined };
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return no(refuse('body.too-large'));
  const empty = announced === 0 && request.headers['transfer-encoding'] === undefined;
  if (empty) return parse(Buffer.alloc(0), kind);
  if (!hasAcceptedType(request, kind)) return no(refuse('body.type'));
  const bytes = await collect(request, limit);
  if (bytes === 'too-large') return no(refuse('body.too-large'));
  if (bytes === 'incomplete') return no(refuse('body.incomplete'));
  return parse(bytes, kind);
}

function no(reply: HttpReply): BodyResult {
  return { ok: false, reply };
}

/** Compressed bodies are refused: a few kilobytes can unpack to gigabytes. */
function hasAcceptedType(request: IncomingMessage, kind: 'json' | 'form' | 'raw'): boolean {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return false;
  return kind === 'raw' || TYPES[kind].test(request.headers['content-type'] ?? '');
}

/** Counts while reading, because a chunked body announces no length. */
function collect(request: IncomingMessage, limit: number): Promise<Buffer | 'too-large' | 'incomplete'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) resolve('too-large');
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => resolve('incomplete'));
    request.once('close', () => resolve('incomplete'));
  });
}

function parse(bytes: Buffer, kind: 'json' | 'form' | 'raw'): BodyResult {
  if (kind === 'raw') return { ok: true, body: bytes };
  if (kind === 'form') return { ok: true, body: new URLSearchParams(bytes.toString('utf8')) };
  if (bytes.length === 0) return { ok: true, body: undefined };
  try {
    return { ok: true, body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return no(refuse('body.not-json'));
  }
}
