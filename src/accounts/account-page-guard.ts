import type { HttpReply, HttpRequest, Route } from '../http/route';
import type { AccountParts } from './account-parts';
import { formRoute, seeOther } from './form-route';
import { refuseStaff } from './refusals';
import type { Session, SessionStage } from './session';

type PageHandler = (o: {
  request: HttpRequest;
  form: URLSearchParams;
  session: Session;
  csrf: string;
}) => Promise<HttpReply>;

/** Both methods of a page about one's own account, for sessions of the named stages; others are led to the sign-in. */
export function accountPageRoutes(
  { parts, publicUrl }: { parts: AccountParts; publicUrl: string | undefined },
  path: string,
  stages: readonly SessionStage[],
  handlers: { readonly show?: PageHandler; readonly submit?: PageHandler },
): Route[] {
  const { show, submit } = handlers;
  const guarded = async (
    request: HttpRequest,
    form: URLSearchParams,
    handler: PageHandler,
  ): Promise<HttpReply> => {
    const session = await parts.guard.sessionOf(request.headers);
    if (session === undefined || !stages.includes(session.stage)) {
      const next = request.method === 'GET' ? `&next=${encodeURIComponent(path)}` : '';
      return seeOther(`/console/sign-in?notice=ended${next}`);
    }
    if (!parts.guard.hasCsrf(request, session.id)) return refuseStaff('csrf.missing');
    return handler({ request, form, session, csrf: parts.guard.csrfOf(session.id) });
  };
  const shown: Route[] =
    show === undefined
      ? []
      : [{ method: 'GET', path, handle: (request) => guarded(request, new URLSearchParams(), show) }];
  const posted =
    submit === undefined
      ? []
      : [formRoute(path, publicUrl, (request, form) => guarded(request, form, submit))];
  return [...shown, ...posted];
}
