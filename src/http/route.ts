import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** One request as a handler sees it: headers are lower case, the body is parsed as its route says. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Address of the citizen's side; personal data, never logged in the clear. */
  readonly address: string;
  /** How this desk is reached from outside, e.g. `https://faq.city.example`. */
  readonly origin: string;
  /** `json`: any JSON value or undefined when empty; `form`: URLSearchParams; `raw`: Buffer; else undefined. */
  readonly body: unknown;
}

/** A refusal in words a citizen may read; the server adds how to reach a person. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** What a handler answers. Exactly one of `json`, `body` and `refusal`, or none of them. */
export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: string | Buffer;
  readonly refusal?: Refusal;
}

type Handler = (request: HttpRequest) => HttpReply | Promise<HttpReply>;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A find-my-way path: `/v3/directline/conversations/:id`. */
  readonly path: string;
  /** How to read the body; without it the body is ignored. */
  readonly body?: 'json' | 'form' | 'raw';
  /** Bytes, where the server's own limit does not fit. */
  readonly bodyLimit?: number;
  /** Not counted against the address: health checks and static files. */
  readonly unlimited?: boolean;
  /** Retry-After in milliseconds, as Direct Line clients read it, not in seconds as RFC 9110 says. */
  readonly retryInMilliseconds?: boolean;
  readonly handle: Handler;
}

/** A WebSocket handshake whose Origin has been checked already. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
}

export interface UpgradeRoute {
  /** Matched against the whole path; named groups become `params`. */
  readonly path: RegExp;
  /** Takes over the socket and resolves to undefined, or resolves to a refusal that the server writes. */
  readonly accept: (upgrade: Upgrade) => Promise<HttpReply | undefined>;
}
