import { argon2id, hash, needsRehash, verify } from 'argon2';
import { normalizePassword } from './password-rules';
import { Turnstile } from './turnstile';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane; in the desk 40 ms (docs/decisions/0015). */
const PARAMETERS = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Of a password nobody knows: names that nobody has take as long as others. */
const NOBODY =
  '$argon2id$v=19$m=19456,p=1,t=2$iWuNjOeVFiDw82rxNFMeUw$JnyKGyU/6QNrn4B+EZyPiBWgR54RYNWRNYH1D2Tez5k';
/** Node has four threads for files, names and hashes: a rush of sign-ins must leave some, and memory too. */
const AT_A_TIME = 2;

/** Makes and checks password hashes. */
export class PasswordHasher {
  private readonly turnstile = new Turnstile(AT_A_TIME);

  hash(password: string): Promise<string> {
    return this.turnstile.pass(() => hash(normalizePassword(password), PARAMETERS));
  }

  /** Without a hash the same work is done, and the answer is no. */
  async verify(stored: string | undefined, password: string): Promise<boolean> {
    const right = await this.turnstile.pass(() => verify(stored ?? NOBODY, normalizePassword(password)));
    return right && stored !== undefined;
  }

  /** Made with weaker parameters than today's. */
  isOutdated(stored: string): boolean {
    return needsRehash(stored, PARAMETERS);
  }
}
