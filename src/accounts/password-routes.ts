import type { HttpReply, HttpRequest, Route } from '../http/route';
import { accountPageRoutes } from './account-page-guard';
import { seeOther } from './form-route';
import { changePasswordPage } from './pages/account-pages';
import { choosePasswordPage, waitPage } from './pages/sign-in-pages';
import { staffPage } from './pages/staff-page';
import type { Credential } from './credential-store';
import { passwordFault, type PasswordFault } from './password-rules';
import { PASSWORD_MAX, PASSWORD_MIN } from './password-rules';
import { takeCode } from './second-factor';
import { sessionCookie } from './session-cookie';
import type { Session } from './session';
import type { SignInPagesParts } from './sign-in-routes';

type Fault = PasswordFault | 'different' | 'wrong-code' | 'wrong-password' | 'same';

const FAULTS: Readonly<Record<Fault, string>> = {
  short: `パスワードが短すぎます。${PASSWORD_MIN}文字以上にしてください。`,
  long: `パスワードが長すぎます。${PASSWORD_MAX}文字までにしてください。`,
  guessable:
    'このパスワードは、ほかの人に推測されやすいものです。お名前、市の名前、よくある言葉や数字の並びのほかに、関係のない言葉を足してください。',
  different: '2回の入力が同じではありません。もう一度入力してください。',
  'wrong-code': '確認コードが違うか、すでに使われています。',
  'wrong-password': 'いまのパスワードが違います。',
  same: '新しいパスワードが、いまのパスワードと同じです。',
};

/** Choosing the first password after a link, and changing it. */
export function passwordRoutes(options: SignInPagesParts): Route[] {
  const pages = new PasswordPages(options);
  return [
    ...accountPageRoutes(options, '/console/sign-in/password', ['password'], {
      show: ({ session, csrf }) => pages.showChoice(session, csrf),
      submit: ({ request, form, session, csrf }) => pages.choose({ request, form, session, csrf }),
    }),
    ...accountPageRoutes(options, '/console/account/password', ['open'], {
      show: ({ csrf }) => Promise.resolve(staffPage(options.parts, changePasswordPage(csrf))),
      submit: ({ request, form, session, csrf }) => pages.change({ request, form, session, csrf }),
    }),
  ];
}

interface Submitted {
  readonly request: HttpRequest;
  readonly form: URLSearchParams;
  readonly session: Session;
  readonly csrf: string;
}

class PasswordPages {
  constructor(private readonly options: SignInPagesParts) {}

  async showChoice(session: Session, csrf: string, fault?: Fault): Promise<HttpReply> {
    const { parts } = this.options;
    const credential = await parts.credentials.byOperator(session.operator.id);
    const view = { csrf, login: session.operator.login, codeWanted: credential?.totp !== undefined };
    const page = choosePasswordPage(view, fault && FAULTS[fault]);
    return staffPage(parts, { ...page, status: fault === undefined ? 200 : 422 });
  }

  async choose(submitted: Submitted): Promise<HttpReply> {
    const { request, form, session, csrf } = submitted;
    const fault = this.faultOf(form, session);
    if (fault !== undefined) return this.showChoice(session, csrf, fault);
    const credential = await this.options.parts.credentials.byOperator(session.operator.id);
    if (credential?.totp !== undefined) {
      const code = form.get('code') ?? '';
      const check = async (known: Credential) =>
        (await takeCode(this.options.parts, known, code)) !== undefined;
      const refused = await this.confirm(submitted, check, () =>
        this.showChoice(session, csrf, 'wrong-code'),
      );
      if (refused !== undefined) return refused;
    }
    return this.store(request, session, form.get('password') ?? '');
  }

  async change(submitted: Submitted): Promise<HttpReply> {
    const { request, form, session, csrf } = submitted;
    const { parts } = this.options;
    const again = (fault: Fault): HttpReply =>
      staffPage(parts, { ...changePasswordPage(csrf, FAULTS[fault]), status: 422 });
    const password = form.get('password') ?? '';
    const current = (form.get('current') ?? '').slice(0, 2 * PASSWORD_MAX);
    const fault = this.faultOf(form, session) ?? (current === password ? 'same' : undefined);
    if (fault !== undefined) return again(fault);
    const check = ({ passwordHash }: Credential) => parts.passwords.verify(passwordHash, current);
    const refused = await this.confirm(submitted, check, () => Promise.resolve(again('wrong-password')));
    return refused ?? this.store(request, session, password);
  }

  private faultOf(form: URLSearchParams, { operator }: Session): Fault | undefined {
    const { city, cityName } = this.options.parts;
    const password = form.get('password') ?? '';
    const names = operator.displayName.split(/\s+/);
    const fault = passwordFault(password, [operator.login, ...names, city, cityName, cityName.slice(0, -1)]);
    return fault ?? (password === form.get('again') ? undefined : 'different');
  }

  private async confirm(
    { request, session }: Submitted,
    check: (credential: Credential) => Promise<boolean>,
    wrong: () => Promise<HttpReply>,
  ): Promise<HttpReply | undefined> {
    const caller = { address: request.address, replaces: session };
    const outcome = await this.options.signIn.confirms(session, caller, check);
    if (outcome.kind === 'session') return undefined;
    return outcome.kind === 'wrong'
      ? wrong()
      : staffPage(this.options.parts, waitPage(outcome.kind, outcome.minutes));
  }

  /** Whoever knew the old password is out: every session ends, this browser gets a new one (ASVS 5.0, 7.4.3). */
  private async store(request: HttpRequest, session: Session, password: string): Promise<HttpReply> {
    const { parts, signIn } = this.options;
    const { db, credentials, sessions, attempts, audit, passwords } = parts;
    const { id, login } = session.operator;
    const hash = await passwords.hash(password);
    await db.tx(async (q) => {
      await credentials.setPassword(q, id, hash);
      await sessions.endAll(q, id, 'password changed');
      await attempts.forget(q, login);
      await audit.append(q, { actor: `operator:${id}`, act: 'password-changed', subject: `operator:${id}` });
    });
    const credential = await credentials.byOperator(id);
    if (credential === undefined) return seeOther('/console/sign-in?notice=ended');
    const stage = signIn.mustEnrol(credential) ? 'enrol' : 'open';
    const caller = { address: request.address, replaces: session };
    const method = session.stage === 'password' ? 'link' : session.method;
    const token = await signIn.begin(credential, { stage, method }, caller);
    const next = credential.totp === undefined ? '/console/account/totp' : '/console';
    return seeOther(
      session.stage === 'open' ? '/console/account' : next,
      sessionCookie(request.origin, token),
    );
  }
}
