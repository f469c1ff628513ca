import type { IncomingHttpHeaders } from 'node:http';

/** Stricter than the desk's list of allowed origins: a city page that carries the chat may not act for staff. Browsers name the origin
 *  with everything but GET and with WebSockets; without the header no browser page is behind the request. */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (headers.origin === undefined) return true;
  const own = publicUrl === undefined ? headers.host?.toLowerCase() : new URL(publicUrl).host;
  return (
    URL.canParse(headers.origin) &&
    new URL(headers.origin).host === own &&
    (site ?? 'same-origin') === 'same-origin'
  );
}
