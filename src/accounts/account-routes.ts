import type { HttpReply, Route } from '../http/route';
import { accountPageRoutes } from './account-page-guard';
import { seeOther } from './form-route';
import { accountPage } from './pages/account-pages';
import { staffPage } from './pages/staff-page';
import { noSessionCookie } from './session-cookie';
import type { Session } from './session';
import type { SignInPagesParts } from './sign-in-routes';

/** One's own account, and the ways out. */
export function accountRoutes(options: SignInPagesParts): Route[] {
  const { parts } = options;
  const leave = (request: { origin: string }, notice: string): HttpReply =>
    seeOther(`/console/sign-in?notice=${notice}`, noSessionCookie(request.origin));
  return [
    ...accountPageRoutes(options, '/console/account', ['open'], {
      show: ({ session, csrf }) => showAccount(options, session, csrf),
    }),
    ...accountPageRoutes(options, '/console/sign-out', ['open', 'code', 'enrol', 'password'], {
      submit: async ({ request, session }) => {
        const actor = `operator:${session.operator.id}`;
        await parts.db.tx(async (q) => {
          if (await parts.sessions.end(q, session.id, 'signed out'))
            await parts.audit.append(q, { actor, act: 'sign-out', subject: actor });
        });
        return leave(request, 'signed-out');
      },
    }),
    ...accountPageRoutes(options, '/console/account/sign-out-everywhere', ['open'], {
      submit: async ({ request, session }) => {
        const actor = `operator:${session.operator.id}`;
        await parts.db.tx(async (q) => {
          await parts.sessions.endAll(q, session.operator.id, 'signed out everywhere');
          await parts.audit.append(q, { actor, act: 'sessions-ended', subject: actor });
        });
        return leave(request, 'signed-out-everywhere');
      },
    }),
  ];
}

async function showAccount(
  { parts, signIn }: SignInPagesParts,
  session: Session,
  csrf: string,
): Promise<HttpReply> {
  const { operator } = session;
  const credential = await parts.credentials.byOperator(operator.id);
  if (credential === undefined) return seeOther('/console/sign-in?notice=ended');
  const { displayName, login, roles } = operator;
  const page = accountPage({
    displayName,
    login,
    roles,
    hasPassword: credential.passwordHash !== undefined,
    hasApp: credential.totp !== undefined,
    recoveryCodes: credential.recoveryCodes,
    mayRemoveApp: !signIn.mustEnrol({ operator, totp: undefined }),
    csrf,
  });
  return staffPage(parts, page);
}
