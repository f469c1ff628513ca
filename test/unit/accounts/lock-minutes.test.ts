import { lockMinutes } from '../../../src/accounts/lock-minutes';

describe('6.3.1 the lock after failures in a row', () => {
  it('begins at the tenth with 15 minutes and doubles every fifth, up to eight hours', () => {
    const locks = Array.from({ length: 60 }, (_, n) => [n, lockMinutes(n)]).filter(
      ([, minutes]) => minutes !== 0,
    );
    expect(locks).toEqual([
      [10, 15],
      [15, 30],
      [20, 60],
      [25, 120],
      [30, 240],
      ...[35, 40, 45, 50, 55].map((n) => [n, 480]),
    ]);
  });
});
