import { createHash } from 'node:crypto';
import type { AuditEvent } from './audit-event';

/** What the first row is chained to. */
export const GENESIS = '0'.repeat(64);

/** sha256 over the previous hash and the row in one fixed spelling (JSON array, keys of details in order), hexadecimal. */
export function auditHash(city: string, event: Omit<AuditEvent, 'hash'>): string {
  const { n, at, actor, act, subject, details, previous } = event;
  const row = JSON.stringify([city, n, at.toISOString(), actor, act, subject, inOrder(details)]);
  return createHash('sha256').update(`${previous}\n${row}`).digest('hex');
}

/** jsonb does not keep the order of keys. */
function inOrder(details: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));
}
