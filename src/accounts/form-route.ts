import type { HttpReply, HttpRequest, Route } from '../http/route';
import { isOwnOrigin } from './own-origin';
import { refuseStaff } from './refusals';

/** A form of our own pages, posted: from other origins it is refused, whatever the desk allows for the chat. */
export function formRoute(
  path: string,
  publicUrl: string | undefined,
  handle: (request: HttpRequest, form: URLSearchParams) => HttpReply | Promise<HttpReply>,
): Route {
  return {
    method: 'POST',
    path,
    body: 'form',
    handle: (request) => {
      if (!isOwnOrigin(request.headers, publicUrl)) return refuseStaff('csrf.missing');
      return handle(request, request.body instanceof URLSearchParams ? request.body : new URLSearchParams());
    },
  };
}

/** Leads the browser on after a form, so that loading the page again sends nothing twice. */
export function seeOther(location: string, cookie?: string): HttpReply {
  return {
    status: 303,
    headers: { location, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) },
    body: '',
  };
}
