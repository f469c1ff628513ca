export type Answer =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly status: number; readonly retryAfterMs: number };

const PATIENCE_MS = 15_000;

/** HTTP calls to the Direct Line server. Never throws: no answer at all is status 0. */
export class DirectLineHttp {
  constructor(private readonly origin: string) {}

  async call(method: 'GET' | 'POST', path: string, token: string, body?: unknown): Promise<Answer> {
    const abort = new AbortController();
    const timer = window.setTimeout(() => abort.abort(), PATIENCE_MS);
    try {
      const response = await fetch(`${this.origin}/v3/directline${path}`, {
        method,
        signal: abort.signal,
        cache: 'no-store',
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(method === 'POST' && { 'content-type': 'application/json' }),
        },
        ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
      });
      if (response.ok) return { ok: true, body: (await response.json()) as Record<string, unknown> };
      // Direct Line servers count Retry-After in milliseconds, unlike RFC 9110.
      const retryAfterMs = Number(response.headers.get('retry-after')) || 0;
      return { ok: false, status: response.status, retryAfterMs };
    } catch {
      return { ok: false, status: 0, retryAfterMs: 0 };
    } finally {
      window.clearTimeout(timer);
    }
  }
}

/** The token or the conversation is no longer known: only a new conversation helps. */
export function isGone(answer: Answer): boolean {
  return !answer.ok && [401, 403, 404].includes(answer.status);
}
