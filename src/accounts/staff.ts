import type { Operator } from '../conversation/operator';
import type { HttpReply, HttpRequest, Route } from '../http/route';

/** Who sends a request: a signed-in operator. */
export interface Staff {
  readonly operator: Operator;
  readonly sessionId: string;
  /** Wanted as `x-csrf-token` (or the field `csrf` of a form) with everything but GET. */
  readonly csrfToken: string;
  /** Milliseconds since the epoch, by the machine's time: the session ends then whatever happens. */
  readonly expiresAt: number;
}

/** A route that only signed-in staff reaches. */
export interface StaffRoute extends Omit<Route, 'handle'> {
  readonly handle: (request: HttpRequest, staff: Staff) => HttpReply | Promise<HttpReply>;
}
