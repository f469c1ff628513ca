import type { IncomingMessage, ServerResponse } from 'node:http';

// @types/restify stops at 8.5; these are of restify 12.
declare module 'restify' {
  interface Server {
    /** Runs before restify touches the request; false keeps it from restify altogether. */
    first(...handlers: ((request: IncomingMessage, response: ServerResponse) => boolean)[]): void;
  }
}
