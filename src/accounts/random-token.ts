import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in addresses and cookies. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. No salt or slow hash: nobody can try out 2^256. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
