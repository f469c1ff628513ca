import type { z } from 'zod';
import type { Accounts } from '../accounts/accounts';
import type { Staff } from '../accounts/staff';
import type { Role } from '../conversation/operator';
import type { HttpReply, HttpRequest, Route } from '../http/route';
import { refusalFor, refuseConsole } from './refusals';

/** Whoever answers citizens; a supervisor sees the same. */
export const CONSOLE_ROLES: readonly Role[] = ['operator', 'supervisor'];

/** One call of a route: who, what, and the body as its schema made it. */
export interface StaffCall<T> {
  readonly request: HttpRequest;
  readonly staff: Staff;
  readonly input: T;
}

/** A route of the console's interface. Without `input` the body is ignored. */
export interface ConsoleRoute<T> {
  readonly method: Route['method'];
  /** Under /console/api. */
  readonly path: string;
  /** Default CONSOLE_ROLES. */
  readonly roles?: readonly Role[];
  readonly input?: z.ZodType<T>;
  readonly handle: (call: StaffCall<T>) => HttpReply | Promise<HttpReply>;
}

const API = '/console/api';
export const DONE: HttpReply = { status: 204, body: '' };

/** Checks session, role and body; what the desk's parts refuse on purpose becomes words for staff. */
export function consoleRoute<T>(accounts: Pick<Accounts, 'staffRoute'>, route: ConsoleRoute<T>): Route {
  const { method, path, roles = CONSOLE_ROLES, input } = route;
  return accounts.staffRoute(roles, {
    method,
    path: `${API}/${path}`,
    ...(input === undefined ? {} : { body: 'json' }),
    handle: async (request, staff) => {
      const read = input?.safeParse(request.body ?? {});
      if (read?.success === false) return refuseConsole('console.input');
      try {
        return await route.handle({ request, staff, input: read?.data as T });
      } catch (error) {
        const refusal = refusalFor(error);
        if (refusal === undefined) throw error;
        return refusal;
      }
    },
  });
}
