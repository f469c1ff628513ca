import { createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { sign, TokenExpiredError, verify } from 'jsonwebtoken';

/** Who may speak in which conversation. */
export interface Claims {
  readonly user: string;
  readonly conv: string;
}

export type Verified =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly code: 'token.expired' | 'token.invalid' };

/** `api`: calls and cookies. `stream`: the address of a socket, which proxies log, so it is of use for two minutes only. */
export type TokenUse = 'api' | 'stream';

const ISSUER = 'madoguchi:web';
const STREAM_SECONDS = 120;
const ALGORITHM = 'HS256';

/** Signs and checks the tokens of the website channel (JWT). The user id lives inside, so that no page can claim another's. */
export class Tokens {
  /** A key, not a string: of a string jsonwebtoken first tries whether it is a private or public key, which takes a millisecond. */
  private readonly key: KeyObject;

  constructor(
    secret: string,
    /** At least 1800: clients renew every 15 minutes and may miss one. */
    readonly lifeSeconds = 3600,
  ) {
    this.key = createSecretKey(Buffer.from(secret));
  }

  /** A new citizen in a new conversation. Web Chat refuses ids that begin with `dl_` unless they stand in the token. */
  mint(): Claims {
    return { conv: randomUUID(), user: `dl_${randomBytes(12).toString('hex')}` };
  }

  sign({ user, conv }: Claims, use: TokenUse = 'api'): string {
    const expiresIn = use === 'stream' ? STREAM_SECONDS : this.lifeSeconds;
    return sign({ user, conv }, this.key, {
      algorithm: ALGORITHM,
      issuer: ISSUER,
      audience: use,
      expiresIn,
    });
  }

  verify(token: string, use: TokenUse = 'api'): Verified {
    try {
      const claims = verify(token, this.key, { algorithms: [ALGORITHM], issuer: ISSUER, audience: use });
      if (typeof claims === 'string') return { ok: false, code: 'token.invalid' };
      const { user, conv } = claims as Partial<Claims>;
      if (typeof user !== 'string' || typeof conv !== 'string') return { ok: false, code: 'token.invalid' };
      return { ok: true, claims: { user, conv } };
    } catch (error) {
      return { ok: false, code: error instanceof TokenExpiredError ? 'token.expired' : 'token.invalid' };
    }
  }
}
