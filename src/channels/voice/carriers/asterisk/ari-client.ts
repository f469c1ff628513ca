import { AppError } from '../../../../errors';

export interface AriSettings {
  /** Asterisk's own HTTP server, such as http://127.0.0.1:8088. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** The name of the desk in the dial plan: `Stasis(madoguchi)`. */
  readonly app: string;
}

const PATIENCE_MS = 5_000;
const JSON_BODY = { 'content-type': 'application/json' };

/** Asterisk's REST interface, as far as the desk needs it: requests with the desk's own name and password. */
export class AriClient {
  readonly authorization: string;

  constructor(readonly settings: AriSettings) {
    const { user, password } = settings;
    this.authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  /** `variables`: of a new channel. Throws `carrier.unavailable`. Queries may hold a caller's number and stay out of messages. */
  async request(
    method: string,
    path: string,
    query: Readonly<Record<string, string>> = {},
    variables?: Readonly<Record<string, string>>,
  ): Promise<unknown> {
    const url = `${this.settings.url}/ari${path}?${new URLSearchParams(query)}`;
    const failed = (why: string, cause?: unknown): AppError =>
      new AppError('carrier.unavailable', `Asterisk did not do ${method} ${path}: ${why}.`, { cause });
    const response = await fetch(url, {
      method,
      headers: { authorization: this.authorization, ...(variables && JSON_BODY) },
      ...(variables && { body: JSON.stringify({ variables }) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((cause: unknown) => Promise.reject(failed('no answer', cause)));
    const text = await response.text();
    if (!response.ok) throw failed(`status ${response.status}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  /** For tidying up: what is gone already is gone. */
  async attempt(method: string, path: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.request(method, path, query).catch(() => undefined);
  }

  /** The address of a WebSocket on the same server, such as /ari/events. */
  socketUrl(path: string): string {
    return `${this.settings.url.replace(/^http/, 'ws')}${path}`;
  }
}
