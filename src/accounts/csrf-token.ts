import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bound to one session: made anew after every sign-in, worthless with another session's cookie. */
export function csrfToken(key: Buffer, sessionId: string): string {
  return createHmac('sha256', key).update(sessionId).digest('base64url');
}

/** Compares without telling by its duration how much was right. */
export function isCsrfToken(key: Buffer, sessionId: string, given: unknown): boolean {
  const right = Buffer.from(csrfToken(key, sessionId));
  const tried = Buffer.from(typeof given === 'string' ? given : '');
  return tried.length === right.length && timingSafeEqual(tried, right);
}
