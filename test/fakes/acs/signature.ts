import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const OLDEST_MS = 5 * 60_000;

/** Why a request's signature is not Azure's HMAC-SHA256 of it, undefined when it is.
 *  https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial */
export function signatureFault(
  { method, url, headers }: IncomingMessage,
  body: string,
  accessKey: string,
): string | undefined {
  const date = String(headers['x-ms-date'] ?? '');
  const hash = createHash('sha256').update(body, 'utf8').digest('base64');
  if (!(Math.abs(Date.now() - Date.parse(date)) < OLDEST_MS)) return 'x-ms-date is not of now';
  if (headers['x-ms-content-sha256'] !== hash) return 'x-ms-content-sha256 is not the hash of the body';
  const signed = `${method}\n${url}\n${date};${headers.host};${hash}`;
  const signature = createHmac('sha256', Buffer.from(accessKey, 'base64'))
    .update(signed, 'utf8')
    .digest('base64');
  const expected = `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
  return headers.authorization === expected ? undefined : 'the signature is wrong';
}
