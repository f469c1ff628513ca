import { isIPv6 } from 'node:net';

/** The address a request is counted under. `X-Forwarded-For` is believed only behind a trusted proxy (anyone can write it),
 *  and then only its last entry, which the proxy itself wrote. */
export function clientAddress(
  socketAddress: string,
  forwardedFor: string | undefined,
  trustProxy: boolean,
): string {
  const forwarded = trustProxy ? forwardedFor?.split(',').at(-1)?.trim() : undefined;
  return (forwarded || socketAddress).replace(/^::ffff:(?=\d+\.)/, '');
}

/** One household is one IPv6 /64: counting single addresses would let it flood with 2^64 of them. */
export function rateKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const front = head ? head.split(':') : [];
  if (tail === undefined) return front.slice(0, 4).join(':');
  const back = tail ? tail.split(':') : [];
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}
