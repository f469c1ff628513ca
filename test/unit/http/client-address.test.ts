import { clientAddress, rateKey } from '../../../src/http/client-address';

describe('client address', () => {
  it('is the socket, unless a trusted proxy says otherwise', () => {
    expect(clientAddress('::ffff:192.0.2.1', '198.51.100.7', false)).toBe('192.0.2.1');
    expect(clientAddress('192.0.2.1', 'spoofed, 198.51.100.7', true)).toBe('198.51.100.7');
    expect(clientAddress('192.0.2.1', undefined, true)).toBe('192.0.2.1');
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
    ['2001:db8:1:2:bbbb:cccc:dddd:eeee', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s is counted as %s', (address, key) => {
    expect(rateKey(address)).toBe(key);
  });
});
