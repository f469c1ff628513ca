import { createHash, randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `U…`, `C…` or `R…`: the same for the same name, so that a restart finds the same people. */
export function idOf(kind: 'U' | 'C' | 'R', name: string): string {
  return kind + createHash('md5').update(`${kind}:${name}`).digest('hex');
}

/** A ULID, which is what `webhookEventId` is: 48 bits of milliseconds, 80 random bits. */
export function ulid(time: number): string {
  let rest = (BigInt(Math.floor(time)) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  let out = '';
  for (let index = 0; index < 26; index += 1) {
    out = (CROCKFORD[Number(rest & 31n)] ?? '0') + out;
    rest >>= 5n;
  }
  return out;
}

export function token(bytes = 16): string {
  return randomBytes(bytes).toString('hex');
}
