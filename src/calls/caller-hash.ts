import { createHmac } from 'node:crypto';

/** A pseudonym for a caller's number, the same for each of their calls; without the secret it cannot be told whose it is. */
export function callerHash(secret: string, number: string): string {
  return createHmac('sha256', secret).update(`caller:${number}`).digest('hex').slice(0, 16);
}
