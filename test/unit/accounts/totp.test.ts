import { generateSync } from 'otplib';
import { Totp } from '../../../src/accounts/totp';

const totp = new Totp('a secret that is long enough for a desk');

describe('codes of an app', () => {
  // RFC 6238, appendix B (SHA-1), cut to six digits.
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
  ])('are those of RFC 6238: at %d s %s', (now, code, step) => {
    expect(totp.stepOf(SECRET, code, { now, after: undefined })).toBe(step);
  });

  it('may be one step early or late, and no more', () => {
    const secret = totp.newSecret();
    const at = (epoch: number): string => generateSync({ secret, epoch });
    const now = 1_800_000_000;
    const steps = [-60, -30, 0, 30, 60].map((late) =>
      totp.stepOf(secret, at(now + late), { now, after: undefined }),
    );
    expect(steps.map((step) => step !== undefined)).toEqual([false, true, true, true, false]);
  });

  it('6.5.1 are not right a second time, nor older ones after newer ones', () => {
    const secret = totp.newSecret();
    const now = 1_800_000_000;
    const code = generateSync({ secret, epoch: now });
    const step = totp.stepOf(secret, code, { now, after: undefined }) ?? 0;
    expect(totp.stepOf(secret, code, { now, after: step })).toBeUndefined();
    const older = generateSync({ secret, epoch: now - 30 });
    expect(totp.stepOf(secret, older, { now, after: step })).toBeUndefined();
    const next = generateSync({ secret, epoch: now + 30 });
    expect(totp.stepOf(secret, next, { now: now + 30, after: step })).toBe(step + 1);
  });

  it('stay refused, without an exception, after a clock that was a day ahead', () => {
    const secret = totp.newSecret();
    const now = 1_800_000_000;
    const code = generateSync({ secret, epoch: now });
    expect(totp.stepOf(secret, code, { now, after: now / 30 + 2880 })).toBeUndefined();
  });

  it('are read with spaces and in full width; nothing else is a code', () => {
    const now = 59;
    expect(totp.stepOf(SECRET, '２８７ ０８２', { now, after: undefined })).toBe(1);
    for (const code of ['', '28708', '2870822', '28708a', 'x'.repeat(100_000), '-87082'])
      expect(totp.stepOf(SECRET, code, { now, after: undefined })).toBeUndefined();
  });
});

describe('an app’s secret', () => {
  it('opens only for its operator and with the desk’s secret (ASVS 5.0, 13.3.1)', () => {
    const sealed = totp.seal('GEZDGNBVGY3TQOJQ', 'operator-1');
    expect(sealed.includes('GEZDGNBV')).toBe(false);
    expect(totp.open(sealed, 'operator-1')).toBe('GEZDGNBVGY3TQOJQ');
    expect(totp.open(sealed, 'operator-2')).toBeUndefined();
    expect(new Totp('another secret of another desk').open(sealed, 'operator-1')).toBeUndefined();
    sealed[sealed.length - 1]! ^= 1;
    expect(totp.open(sealed, 'operator-1')).toBeUndefined();
    expect(totp.open(Buffer.alloc(5), 'operator-1')).toBeUndefined();
  });
});

describe('recovery codes', () => {
  it('are ten different ones, typed as one likes', () => {
    const codes = totp.newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    const [code = ''] = codes;
    expect(code).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
    expect(totp.recoveryHash(code.toUpperCase().replaceAll('-', ' '))).toBe(totp.recoveryHash(code));
    expect(totp.recoveryHash('287082')).toBeUndefined();
  });

  it('6.5.2 have hashes that only the desk’s secret makes', () => {
    const [code = ''] = totp.newRecoveryCodes();
    expect(new Totp('another secret of another desk').recoveryHash(code)).not.toBe(totp.recoveryHash(code));
  });
});
