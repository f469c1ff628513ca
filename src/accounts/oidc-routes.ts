import type { HttpReply, HttpRequest, Route } from '../http/route';
import type { AccountParts } from './account-parts';
import type { Credential } from './credential-store';
import { seeOther } from './form-route';
import { nextPage } from './next-page';
import type { OidcClient, OidcPerson } from './oidc-client';
import { journeyIn, noOidcCookie, OIDC_MINUTES, oidcCookie, type OidcJourney } from './oidc-cookie';
import { goOnPage, oidcFailedPage } from './pages/sign-in-pages';
import { staffPage } from './pages/staff-page';
import { sessionCookie } from './session-cookie';
import type { SignIn } from './sign-in';

const BACK = '/console/sign-in/oidc/callback';
const TEXTS = {
  unavailable:
    '市の職員アカウントのサインインに、いまつながりません。少し待ってから、もう一度お試しください。',
  lost: 'サインインの手続きが途中で切れたか、この画面から始めたものではありませんでした。はじめからやり直してください。',
  denied: '市の職員アカウントでのサインインが取り消されました。',
  unknown: 'サインインはできましたが、この窓口に登録されていません。管理者に登録をご依頼ください。',
} as const;

export interface OidcParts {
  readonly parts: AccountParts;
  readonly signIn: SignIn;
  readonly client: OidcClient;
  readonly cookieKey: Buffer;
}

/** Sign-in at the city's own provider. */
export function oidcRoutes(options: OidcParts): Route[] {
  const pages = new OidcPages(options);
  return [
    // A link, not a form: browsers hold a form's redirects to this page's form-action, which names no other site.
    { method: 'GET', path: '/console/sign-in/oidc', handle: (request) => pages.leave(request) },
    { method: 'GET', path: BACK, handle: (request) => pages.comeBack(request) },
  ];
}

class OidcPages {
  constructor(private readonly options: OidcParts) {}

  async leave(request: HttpRequest): Promise<HttpReply> {
    const { parts, client, cookieKey } = this.options;
    const begun = await client.begin(`${request.origin}${BACK}`);
    if ('unavailable' in begun) return this.unavailable(begun.unavailable);
    const session = await parts.guard.sessionOf(request.headers);
    const cookie = oidcCookie(request.origin, cookieKey, {
      ...begun.attempt,
      next: nextPage(request.query.get('next')),
      ...(session === undefined ? {} : { replaces: session.id }),
      until: (await parts.credentials.now()) + OIDC_MINUTES * 60,
    });
    return seeOther(begun.address, cookie);
  }

  async comeBack(request: HttpRequest): Promise<HttpReply> {
    const { parts, client, cookieKey } = this.options;
    const { headers, origin, query } = request;
    const journey = journeyIn(headers, { origin, key: cookieKey, now: await parts.credentials.now() });
    if (journey === undefined) return this.failed(TEXTS.lost, 400);
    const answer = await client.finish(new URL(`${origin}${BACK}?${query.toString()}`), journey);
    if (answer.kind === 'person') return this.welcome(request, journey, answer.person);
    if (answer.kind === 'unavailable') return this.unavailable(answer.reason);
    if (answer.kind === 'denied') return this.failed(TEXTS.denied, 403, origin);
    parts.logger.warn({ reason: answer.reason }, 'a sign-in at the provider was refused');
    await this.auditFailure(answer.reason);
    return this.failed(TEXTS.lost, 400, origin);
  }

  private async welcome(request: HttpRequest, journey: OidcJourney, person: OidcPerson): Promise<HttpReply> {
    const credential = await this.recognise(person);
    if (credential === undefined) {
      await this.auditFailure('unknown person');
      const id = `（管理者に伝える番号：${person.subject.slice(0, 100)}）`;
      return this.failed(`${TEXTS.unknown}${id}`, 403, request.origin);
    }
    const { replaces } = journey;
    const token = await this.options.signIn.begin(
      credential,
      { stage: 'open', method: 'oidc' },
      { replaces: replaces === undefined ? undefined : { id: replaces } },
    );
    const page = staffPage(this.options.parts, goOnPage(journey.next));
    return { ...page, headers: { ...page.headers, 'set-cookie': sessionCookie(request.origin, token) } };
  }

  /** By the provider's own id; the first time by the verified address that an administrator has entered, and never by a name that
   *  people may choose themselves (OpenID Connect Core 5.7: only issuer and subject together are an identity). */
  private async recognise(person: OidcPerson): Promise<Credential | undefined> {
    const { credentials, db, audit } = this.options.parts;
    const known = await credentials.bySubject(person);
    if (known !== undefined || person.email === undefined) return known;
    const expected = await credentials.byFreshEmail(person.email);
    if (expected === undefined) return undefined;
    const subject = `operator:${expected.operator.id}`;
    return db.tx(async (q) => {
      if (!(await credentials.bindSubject(q, expected.operator.id, person))) return undefined;
      await audit.append(q, { actor: subject, act: 'oidc-bound', subject });
      return expected;
    });
  }

  private unavailable(reason: string): HttpReply {
    this.options.parts.logger.error({ reason }, 'the provider of the sign-in cannot be reached');
    return this.failed(TEXTS.unavailable, 503);
  }

  private failed(fault: string, status: number, origin?: string): HttpReply {
    const page = staffPage(this.options.parts, oidcFailedPage(fault, status));
    return origin === undefined
      ? page
      : { ...page, headers: { ...page.headers, 'set-cookie': noOidcCookie(origin) } };
  }

  private async auditFailure(reason: string): Promise<void> {
    const details = { method: 'oidc', reason: reason.slice(0, 100) };
    await this.options.parts.audit.record({
      actor: 'unknown',
      act: 'sign-in-failed',
      subject: 'unknown',
      details,
    });
  }
}
