import { createHmac, timingSafeEqual } from 'node:crypto';

/** Unix seconds, and HMAC-SHA256 over `<seconds>.<body>` in hex. */
const TIME_HEADER = 'x-madoguchi-timestamp';
const SIGNATURE_HEADER = 'x-madoguchi-signature';

const WINDOW_SECONDS = 300;

/** The headers that prove who sent this body, and when. `now`: milliseconds of the real time, not of the desk's clock. */
export function signedHeaders(secret: string, body: string | Buffer, now: number): Record<string, string> {
  const seconds = String(Math.floor(now / 1000));
  return { [TIME_HEADER]: seconds, [SIGNATURE_HEADER]: `sha256=${digest(secret, seconds, body)}` };
}

/** Whether the body was signed with this secret, at most five minutes ago or ahead. */
export function isSigned(
  secret: string,
  body: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  now: number,
): boolean {
  const seconds = headers[TIME_HEADER];
  const given = headers[SIGNATURE_HEADER];
  if (typeof seconds !== 'string' || typeof given !== 'string' || !/^\d{1,12}$/.test(seconds)) return false;
  if (Math.abs(now / 1000 - Number(seconds)) > WINDOW_SECONDS) return false;
  const expected = Buffer.from(`sha256=${digest(secret, seconds, body)}`);
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

function digest(secret: string, seconds: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
}
