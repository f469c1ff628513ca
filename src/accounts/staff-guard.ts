import type { IncomingHttpHeaders } from 'node:http';
import type { AuditLog } from '../audit/audit-log';
import type { Role } from '../conversation/operator';
import type { HttpReply, HttpRequest, Route } from '../http/route';
import type { Db } from '../storage/db';
import { csrfToken, isCsrfToken } from './csrf-token';
import { seeOther } from './form-route';
import { isOwnOrigin } from './own-origin';
import { refuseStaff } from './refusals';
import type { Session } from './session';
import { sessionTokenIn } from './session-cookie';
import type { SessionStore } from './session-store';
import type { Staff, StaffRoute } from './staff';

interface GuardParts {
  readonly db: Db;
  readonly sessions: SessionStore;
  readonly audit: AuditLog;
  readonly csrfKey: Buffer;
  readonly publicUrl?: string;
}

/** Says who a request comes from, and lets it through to what that person's roles allow. */
export class StaffGuard {
  constructor(private readonly parts: GuardParts) {}

  /** A session of any stage: for the pages of the sign-in itself. */
  async sessionOf(headers: IncomingHttpHeaders): Promise<Session | undefined> {
    const { publicUrl, sessions } = this.parts;
    const token = sessionTokenIn(headers, publicUrl?.startsWith('https:') ?? false);
    // Also for WebSockets, which are no subject to the browser's rules for other origins: a listed city page must not use staff's cookie.
    if (token === undefined || !isOwnOrigin(headers, publicUrl)) return undefined;
    return sessions.find(token);
  }

  async staffOf(headers: IncomingHttpHeaders): Promise<Staff | undefined> {
    const session = await this.sessionOf(headers);
    return session?.stage === 'open' ? this.asStaff(session) : undefined;
  }

  private asStaff({ id, operator, endsAt }: Session): Staff {
    return { operator, sessionId: id, csrfToken: this.csrfOf(id), expiresAt: endsAt.getTime() };
  }

  csrfOf(sessionId: string): string {
    return csrfToken(this.parts.csrfKey, sessionId);
  }

  /** Everything but GET must bring the session's token. */
  hasCsrf(request: HttpRequest, sessionId: string): boolean {
    if (request.method === 'GET' || request.method === 'HEAD') return true;
    const field = request.body instanceof URLSearchParams ? request.body.get('csrf') : undefined;
    return isCsrfToken(this.parts.csrfKey, sessionId, request.headers['x-csrf-token'] ?? field);
  }

  staffRoute(roles: readonly Role[], route: StaffRoute): Route {
    const handle = async (request: HttpRequest): Promise<HttpReply> => {
      const staff = await this.staffOf(request.headers);
      if (staff === undefined) return signInFirst(request);
      if (!this.hasCsrf(request, staff.sessionId)) return refuseStaff('csrf.missing');
      if (!roles.some((role) => staff.operator.roles.includes(role))) return this.refuseRole(route, staff);
      return route.handle(request, staff);
    };
    return { ...route, handle };
  }

  private async refuseRole({ method, path }: StaffRoute, { operator, sessionId }: Staff): Promise<HttpReply> {
    await this.parts.db.tx(async (q) => {
      if (!(await this.parts.sessions.mayAuditRefusal(q, sessionId))) return;
      const actor = `operator:${operator.id}`;
      await this.parts.audit.append(q, { actor, act: 'role-refused', subject: `${method} ${path}` });
    });
    return refuseStaff('role.missing');
  }
}

function hadSession(headers: IncomingHttpHeaders): boolean {
  return sessionTokenIn(headers, false) !== undefined;
}

/** A page leads to the sign-in and back; an interface says what is wrong. */
function signInFirst({ method, headers, path, query }: HttpRequest): HttpReply {
  if (method !== 'GET' || !/^text\/html\b/.test(headers.accept ?? '')) return refuseStaff('session.ended');
  const next = query.size === 0 ? path : `${path}?${query.toString()}`;
  // A browser that still has a cookie was signed in, and is told why it is not any more.
  const notice = hadSession(headers) ? '&notice=ended' : '';
  return seeOther(`/console/sign-in?next=${encodeURIComponent(next)}${notice}`);
}
