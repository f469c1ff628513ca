import { createHmac, randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { derivedKey } from './derived-key';
import { openText, sealText } from './sealed-text';

/** Seconds of clock difference between telephone and server: one step of RFC 6238 to each side. */
const TOLERANCE_S = 30;
const RECOVERY_CODES = 10;
/** No 0, 1, l, o: these are read off paper. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Codes of an authenticator app (RFC 6238: SHA-1, 6 digits, 30 s) and the recovery codes for a lost telephone. */
export class Totp {
  private readonly sealKey: Buffer;
  private readonly recoveryKey: Buffer;

  constructor(secret: string) {
    this.sealKey = derivedKey(secret, 'totp');
    this.recoveryKey = derivedKey(secret, 'recovery codes');
  }

  newSecret(): string {
    return generateSecret();
  }

  /** What the app reads as a square. */
  address(secret: string, { cityName, login }: { cityName: string; login: string }): string {
    return generateURI({ issuer: `${cityName} 相談窓口`, label: login, secret });
  }

  seal(secret: string, operatorId: string): Buffer {
    return sealText(this.sealKey, secret, operatorId);
  }

  /** Undefined when it was sealed with another desk's secret. */
  open(sealed: Buffer, operatorId: string): string | undefined {
    return openText(this.sealKey, sealed, operatorId);
  }

  /** The 30-second step of a right code. `after`: the newest step that was used; it and older ones are not right any more.
   *  `now`: seconds since the epoch, of a clock that is right: not the desk's, which may be set. */
  stepOf(
    secret: string,
    code: string,
    { now, after }: { now: number; after: number | undefined },
  ): number | undefined {
    const token = code.normalize('NFKC').replace(/\s/g, '');
    if (!/^\d{6}$/.test(token)) return undefined;
    const epoch = Math.floor(now);
    const result = verifySync({ secret, token, epoch, epochTolerance: TOLERANCE_S });
    if (!result.valid || !('timeStep' in result)) return undefined;
    // Not otplib's own `afterTimeStep`: that throws when a clock was ahead of today's.
    return after === undefined || result.timeStep > after ? result.timeStep : undefined;
  }

  /** Ten codes of 80 bits. */
  newRecoveryCodes(): string[] {
    return Array.from({ length: RECOVERY_CODES }, () => {
      const letters = [...randomBytes(16)].map((byte) => LETTERS[byte % LETTERS.length]);
      return (letters.join('').match(/.{4}/g) ?? []).join('-');
    });
  }

  /** Keyed: a copy of the database alone lets nobody try codes out (ASVS 5.0, 6.5.2). Undefined when it has not the form of one. */
  recoveryHash(code: string): string | undefined {
    const letters = code.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
    if (!/^[a-z2-9]{16}$/.test(letters)) return undefined;
    return createHmac('sha256', this.recoveryKey).update(letters).digest('hex');
  }
}
