import { toString as pictureOf } from 'qrcode';
import type { HttpReply, HttpRequest, Route } from '../http/route';
import { accountPageRoutes } from './account-page-guard';
import type { Credential } from './credential-store';
import { seeOther } from './form-route';
import { enrolPage, recoveryPage, removeAppPage } from './pages/account-pages';
import { waitPage } from './pages/sign-in-pages';
import { staffPage } from './pages/staff-page';
import { PASSWORD_MAX } from './password-rules';
import { takeCode } from './second-factor';
import { sessionCookie } from './session-cookie';
import type { Session } from './session';
import type { SignInPagesParts } from './sign-in-routes';

const WRONG =
  '入力した内容が違うか、確認コードがすでに使われています。新しいコードで、もう一度お試しください。';

interface Submitted {
  readonly request: HttpRequest;
  readonly form: URLSearchParams;
  readonly session: Session;
  readonly csrf: string;
}

/** Setting up the authenticator app, and giving it up. */
export function totpRoutes(options: SignInPagesParts): Route[] {
  const pages = new TotpPages(options);
  return [
    ...accountPageRoutes(options, '/console/account/totp', ['enrol', 'open'], {
      show: ({ session, csrf }) => pages.show(session, csrf),
      submit: (submitted) => pages.enrol(submitted),
    }),
    ...accountPageRoutes(options, '/console/account/totp/remove', ['open'], {
      show: ({ csrf }) => Promise.resolve(staffPage(options.parts, removeAppPage(csrf))),
      submit: (submitted) => pages.remove(submitted),
    }),
  ];
}

class TotpPages {
  constructor(private readonly options: SignInPagesParts) {}

  /** The same secret until it is enrolled: loading the page again must not make the one in the telephone worthless. */
  async show(session: Session, csrf: string, fault?: string): Promise<HttpReply> {
    const { parts, signIn } = this.options;
    const { totp, sessions, credentials, cityName } = parts;
    const { id, login } = session.operator;
    const credential = await credentials.byOperator(id);
    if (credential?.passwordHash === undefined) return seeOther('/console/account');
    const secret = this.draftOf(session) ?? totp.newSecret();
    if (this.draftOf(session) === undefined)
      await sessions.saveDraft(session.id, totp.seal(secret, session.id));
    const svg = await pictureOf(totp.address(secret, { cityName, login }), { type: 'svg' });
    const view = {
      csrf,
      picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
      secret,
      passwordWanted: isPasswordWanted(session, credential),
      mayWait: !signIn.mustEnrol(credential),
    };
    return staffPage(parts, { ...enrolPage(view, fault), status: fault === undefined ? 200 : 422 });
  }

  async enrol(submitted: Submitted): Promise<HttpReply> {
    const { request, form, session, csrf } = submitted;
    const { parts, signIn } = this.options;
    const secret = this.draftOf(session);
    if (secret === undefined) return seeOther('/console/account/totp');
    let step: number | undefined;
    const check = async (known: Credential): Promise<boolean> => {
      const current = (form.get('current') ?? '').slice(0, 2 * PASSWORD_MAX);
      const wanted = isPasswordWanted(session, known);
      if (wanted && !(await parts.passwords.verify(known.passwordHash, current))) return false;
      const now = await parts.credentials.now();
      step = parts.totp.stepOf(secret, (form.get('code') ?? '').slice(0, 100), { now, after: undefined });
      return step !== undefined;
    };
    const outcome = await signIn.confirms(session, this.callerOf(submitted), check);
    if (outcome.kind === 'locked' || outcome.kind === 'busy')
      return staffPage(parts, waitPage(outcome.kind, outcome.minutes));
    if (outcome.kind === 'wrong' || step === undefined) return this.show(session, csrf, WRONG);
    return this.store(request, session, { secret, step });
  }

  async remove(submitted: Submitted): Promise<HttpReply> {
    const { form, session, csrf } = submitted;
    const { parts, signIn } = this.options;
    const { db, credentials, passwords, audit } = parts;
    const { id } = session.operator;
    const check = async (known: Credential): Promise<boolean> => {
      if (known.totp === undefined || signIn.mustEnrol({ ...known, totp: undefined })) return false;
      const current = (form.get('current') ?? '').slice(0, 2 * PASSWORD_MAX);
      if (!(await passwords.verify(known.passwordHash, current))) return false;
      return (await takeCode(parts, known, form.get('code') ?? '')) !== undefined;
    };
    const outcome = await signIn.confirms(session, this.callerOf(submitted), check);
    if (outcome.kind === 'wrong') return staffPage(parts, { ...removeAppPage(csrf, WRONG), status: 422 });
    if (outcome.kind !== 'session') return staffPage(parts, waitPage(outcome.kind, outcome.minutes));
    await db.tx(async (q) => {
      await credentials.removeTotp(q, id);
      await audit.append(q, { actor: `operator:${id}`, act: 'totp-removed', subject: `operator:${id}` });
    });
    return seeOther('/console/account');
  }

  /** Ends every other session, and this one goes on under a new token. */
  private async store(
    request: HttpRequest,
    session: Session,
    { secret, step }: { secret: string; step: number },
  ): Promise<HttpReply> {
    const { parts, signIn } = this.options;
    const { db, credentials, sessions, totp, audit } = parts;
    const { operator, method } = session;
    const codes = totp.newRecoveryCodes();
    const recoveryHashes = codes.flatMap((code) => totp.recoveryHash(code) ?? []);
    await db.tx(async (q) => {
      const sealed = totp.seal(secret, operator.id);
      await credentials.setTotp(q, operator.id, { sealed, step, recoveryHashes });
      await sessions.endAll(q, operator.id, 'app enrolled');
      const actor = `operator:${operator.id}`;
      await audit.append(q, { actor, act: 'totp-enrolled', subject: actor });
    });
    const caller = { address: request.address, replaces: undefined };
    const token = await signIn.begin({ operator }, { stage: 'open', method }, caller);
    return staffPage(parts, {
      ...recoveryPage(codes),
      headers: { 'set-cookie': sessionCookie(request.origin, token) },
    });
  }

  private draftOf({ id, draft }: Session): string | undefined {
    return draft === null ? undefined : this.options.parts.totp.open(draft, id);
  }

  private callerOf({ request, session }: Submitted) {
    return { address: request.address, replaces: session };
  }
}

/** Not just after the password was typed or chosen, when there is no app yet; else always. */
function isPasswordWanted({ stage, method }: Session, { totp }: Credential): boolean {
  return stage === 'open' && (method !== 'link' || totp !== undefined);
}
