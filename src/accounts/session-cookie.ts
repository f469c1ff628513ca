import type { IncomingHttpHeaders } from 'node:http';

const NAME = 'madoguchi-staff';
/** `__Host-`: no other host of the city's domain can set it (ASVS 5.0, 3.3.3). It demands Path=/ and https. */
const SECURE_NAME = `__Host-${NAME}`;

/** The cookie that holds a session's token; it ends with the browser, and at the server in any case. */
export function sessionCookie(origin: string, token: string): string {
  return cookie(origin, { token, rest: '; HttpOnly; SameSite=Strict' });
}

/** Takes the cookie out of the browser. */
export function noSessionCookie(origin: string): string {
  return cookie(origin, { token: '', rest: '; HttpOnly; SameSite=Strict; Max-Age=0' });
}

/** The token that a browser sends. Over https only the protected name counts: the plain one may come from a neighbouring host. */
export function sessionTokenIn(headers: IncomingHttpHeaders, https: boolean): string | undefined {
  return cookieIn(headers, SECURE_NAME) ?? (https ? undefined : cookieIn(headers, NAME));
}

function cookie(origin: string, { token, rest }: { token: string; rest: string }): string {
  const place = origin.startsWith('https:')
    ? `${SECURE_NAME}=${token}; Path=/; Secure`
    : `${NAME}=${token}; Path=/console`;
  return `${place}${rest}`;
}

/** The value of one cookie, if it has the form of a token of ours. */
export function cookieIn(headers: IncomingHttpHeaders, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return value !== undefined && /^[\w-]{1,2000}$/.test(value) ? value : undefined;
}
