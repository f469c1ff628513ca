import type { HttpReply, HttpRequest, Route } from '../http/route';
import type { AccountParts } from './account-parts';
import { formRoute, seeOther } from './form-route';
import { nextPage } from './next-page';
import { codePage, signInPage, waitPage, type SignInView } from './pages/sign-in-pages';
import { staffPage, type StaffPage } from './pages/staff-page';
import { refuseStaff } from './refusals';
import { sessionCookie } from './session-cookie';
import type { SessionStage } from './session';
import type { Caller, SignIn, SignInOutcome } from './sign-in';

export interface SignInPagesParts {
  readonly parts: AccountParts;
  readonly signIn: SignIn;
  readonly publicUrl: string | undefined;
  readonly withOidc: boolean;
}

const NOTICES: Readonly<Record<string, string>> = {
  'signed-out': 'サインアウトしました。',
  ended: 'サインインの有効期限が切れました。お手数ですが、もう一度サインインしてください。',
  'signed-out-everywhere': 'すべての場所からサインアウトしました。',
};
const WRONG = 'ログイン名かパスワードが違います。もう一度入力してください。';
const WRONG_CODE =
  '確認コードが違うか、すでに使われています。アプリに新しく表示されたコードを入力してください。';

/** Sign-in with a local account: name and password, then the code of the app. */
export function signInRoutes(options: SignInPagesParts): Route[] {
  const pages = new SignInPages(options);
  const { publicUrl } = options;
  return [
    { method: 'GET', path: '/console/sign-in', handle: (request) => pages.show(request) },
    formRoute('/console/sign-in', publicUrl, (request, form) => pages.signIn(request, form)),
    { method: 'GET', path: '/console/sign-in/code', handle: (request) => pages.showCode(request) },
    formRoute('/console/sign-in/code', publicUrl, (request, form) => pages.takeCode(request, form)),
  ];
}

/** Where a session of this stage goes on. */
export function pageOfStage(stage: SessionStage, next: string): string {
  const more = next === '/console' ? '' : `?next=${encodeURIComponent(next)}`;
  if (stage === 'code') return `/console/sign-in/code${more}`;
  if (stage === 'password') return '/console/sign-in/password';
  return stage === 'enrol' ? '/console/account/totp' : next;
}

class SignInPages {
  constructor(private readonly options: SignInPagesParts) {}

  async show(request: HttpRequest): Promise<HttpReply> {
    const next = nextPage(request.query.get('next'));
    const session = await this.options.parts.guard.sessionOf(request.headers);
    if (session?.stage === 'open') return seeOther(next);
    const notice = NOTICES[request.query.get('notice') ?? ''];
    return this.page({ next, ...(notice === undefined ? {} : { notice }) });
  }

  async signIn(request: HttpRequest, form: URLSearchParams): Promise<HttpReply> {
    const next = nextPage(form.get('next'));
    const login = form.get('login') ?? '';
    const caller = await this.caller(request);
    const outcome = await this.options.signIn.withPassword(login, form.get('password') ?? '', caller);
    if (outcome.kind === 'wrong') return this.page({ next, login: login.slice(0, 64), fault: WRONG }, 401);
    return this.answer(request, outcome, next);
  }

  async showCode(request: HttpRequest): Promise<HttpReply> {
    const session = await this.options.parts.guard.sessionOf(request.headers);
    const next = nextPage(request.query.get('next'));
    if (session?.stage !== 'code')
      return seeOther(session?.stage === 'open' ? next : '/console/sign-in?notice=ended');
    return staffPage(this.options.parts, codePage(this.csrf(session.id), next));
  }

  async takeCode(request: HttpRequest, form: URLSearchParams): Promise<HttpReply> {
    const { parts, signIn } = this.options;
    const caller = await this.caller(request);
    const session = caller.replaces;
    if (session?.stage !== 'code') return seeOther('/console/sign-in?notice=ended');
    if (!parts.guard.hasCsrf(request, session.id)) return refuseStaff('csrf.missing');
    const next = nextPage(form.get('next'));
    const outcome = await signIn.withCode(session, form.get('code') ?? '', caller);
    if (outcome.kind !== 'wrong') return this.answer(request, outcome, next);
    return staffPage(parts, { ...codePage(this.csrf(session.id), next, WRONG_CODE), status: 401 });
  }

  private answer(
    request: HttpRequest,
    outcome: Exclude<SignInOutcome, { kind: 'wrong' }>,
    next: string,
  ): HttpReply {
    if (outcome.kind !== 'session')
      return staffPage(this.options.parts, waitPage(outcome.kind, outcome.minutes));
    return seeOther(pageOfStage(outcome.stage, next), sessionCookie(request.origin, outcome.token));
  }

  private async page(
    view: Pick<SignInView, 'next' | 'login' | 'fault' | 'notice'>,
    status = 200,
  ): Promise<HttpReply> {
    const { parts, withOidc } = this.options;
    const { demonstration, credentials } = parts;
    const page: StaffPage = signInPage({
      ...view,
      withOidc,
      demonstration,
      isEmpty: !(await credentials.hasAny()),
    });
    return staffPage(parts, { ...page, status });
  }

  private csrf(sessionId: string): string {
    return this.options.parts.guard.csrfOf(sessionId);
  }

  private async caller(request: HttpRequest): Promise<Caller> {
    return { address: request.address, replaces: await this.options.parts.guard.sessionOf(request.headers) };
  }
}
