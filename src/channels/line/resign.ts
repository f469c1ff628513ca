import { createHmac } from 'node:crypto';
import type { SignedCall } from './webhook-route';
import type { LineEvent } from './webhook-call';

/** A webhook call with these of its events only, signed as LINE signs: what citizens wrote to this desk is nobody else's business. */
export function resign({ body }: SignedCall, events: readonly LineEvent[], secret: string): SignedCall {
  const { destination } = JSON.parse(body.toString('utf8')) as { destination: string };
  const left = Buffer.from(JSON.stringify({ destination, events }));
  return { body: left, signature: createHmac('sha256', secret).update(left).digest('base64') };
}
