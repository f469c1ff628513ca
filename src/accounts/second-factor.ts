import type { AccountParts } from './account-parts';
import type { Credential } from './credential-store';

type Parts = Pick<AccountParts, 'credentials' | 'totp' | 'logger'>;

/** Checks a code of the app, or a recovery code, and uses it up: no code is right twice, on whichever node. */
export async function takeCode(
  parts: Parts,
  credential: Credential,
  code: string,
): Promise<'app' | 'recovery' | undefined> {
  if (code.length > 100) return undefined;
  const { credentials, totp } = parts;
  const { id } = credential.operator;
  const recovery = totp.recoveryHash(code);
  if (recovery !== undefined) return (await credentials.takeRecovery(id, recovery)) ? 'recovery' : undefined;
  const step = await stepOf(parts, credential, code);
  return step !== undefined && (await credentials.takeStep(id, step)) ? 'app' : undefined;
}

async function stepOf(parts: Parts, credential: Credential, code: string): Promise<number | undefined> {
  const { operator, totp: stored } = credential;
  const secret = stored && parts.totp.open(stored.sealed, operator.id);
  if (stored === undefined || secret === undefined) {
    parts.logger.error(
      { operator: operator.id },
      'the secret of an app cannot be read: SESSION_SECRET has changed',
    );
    return undefined;
  }
  return parts.totp.stepOf(secret, code, { now: await parts.credentials.now(), after: stored.step });
}
