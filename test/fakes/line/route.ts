import type { LineWorld } from './world';

/** One call of the API, as it came. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: Buffer;
  /** JSON of the body, or nothing. */
  readonly body: unknown;
  /** What the groups of the route's path caught. */
  readonly parts: readonly string[];
}

export interface Answer {
  readonly status?: number;
  readonly body?: object;
  readonly bytes?: { readonly type: string; readonly bytes: Buffer };
}

/** One operation of messaging-api.yml. `host`: LINE serves contents at api-data.line.me and everything else at api.line.me. */
export interface Route {
  readonly host: 'api' | 'data';
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: RegExp;
  readonly answer: (call: Call, world: LineWorld) => Answer | Promise<Answer>;
}
