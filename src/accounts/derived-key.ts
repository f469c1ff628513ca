import { hkdfSync } from 'node:crypto';

/** 32 bytes for one purpose, from the desk's secret (HKDF-SHA-256, RFC 5869): what is made for one use opens nothing of another. */
export function derivedKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'madoguchi accounts', purpose, 32));
}
