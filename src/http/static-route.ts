import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { HttpReply, HttpRequest, Route } from './route';

export interface StaticFile {
  readonly path: string;
  readonly file: string;
  /** With charset: `text/javascript; charset=utf-8`. */
  readonly type: string;
}

/** A file served from memory, compressed once, revalidated by its hash. Read at start, so a missing file stops the start. */
export function staticRoute({ path, file, type }: StaticFile): Route {
  const plain = readFileSync(file);
  const packed = gzipSync(plain, { level: 9 });
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  const shared = {
    'content-type': type,
    'cache-control': 'public, max-age=300, must-revalidate',
    etag: tag,
    // The widget is a script tag on the city's own pages, which are another origin.
    'cross-origin-resource-policy': 'cross-origin',
  };
  const handle = (request: HttpRequest): HttpReply => {
    if (request.headers['if-none-match'] === tag) return { status: 304, headers: shared, body: '' };
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')))
      return { status: 200, headers: shared, body: plain };
    return {
      status: 200,
      headers: { ...shared, 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
      body: packed,
    };
  };
  return { method: 'GET', path, unlimited: true, handle };
}
