import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { openText, sealText } from './sealed-text';
import { cookieIn } from './session-cookie';

/** What one browser waits for while it is at the provider. */
const journey = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  /** The session this browser had: its own cookie is not sent along when another site leads back. */
  replaces: z.string().optional(),
  /** Seconds since the epoch. */
  until: z.number(),
});

export type OidcJourney = z.infer<typeof journey>;

export const OIDC_MINUTES = 10;
const NAME = 'madoguchi-oidc';
const SECURE_NAME = `__Host-${NAME}`;

/** Kept by the browser, encrypted: strangers who begin and never come back leave no row. `Lax`, not `Strict`, because the provider's
 *  redirect comes from another site. */
export function oidcCookie(origin: string, key: Buffer, content: OidcJourney): string {
  const value = sealText(key, JSON.stringify(content), NAME).toString('base64url');
  return `${place(origin, value)}; HttpOnly; SameSite=Lax; Max-Age=${OIDC_MINUTES * 60}`;
}

export function noOidcCookie(origin: string): string {
  return `${place(origin, '')}; HttpOnly; SameSite=Lax; Max-Age=0`;
}

/** `now`: seconds since the epoch. */
export function journeyIn(
  headers: IncomingHttpHeaders,
  { origin, key, now }: { origin: string; key: Buffer; now: number },
) {
  const value = cookieIn(headers, isSecure(origin) ? SECURE_NAME : NAME);
  const text = value === undefined ? undefined : openText(key, Buffer.from(value, 'base64url'), NAME);
  if (text === undefined) return undefined;
  const read = journey.safeParse(JSON.parse(text));
  return read.success && read.data.until > now ? read.data : undefined;
}

function place(origin: string, value: string): string {
  return isSecure(origin) ? `${SECURE_NAME}=${value}; Path=/; Secure` : `${NAME}=${value}; Path=/console`;
}

function isSecure(origin: string): boolean {
  return origin.startsWith('https:');
}
