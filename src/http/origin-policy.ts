/** What may be sent from pages of other origins: an exact list, never a pattern and never `*`. */
export class OriginPolicy {
  private readonly allowed: ReadonlySet<string>;

  constructor(allowed: readonly string[]) {
    this.allowed = new Set(allowed.map((origin) => origin.replace(/\/$/, '').toLowerCase()));
  }

  /** No Origin header means no browser page, so no borrowed cookie or session: the token alone decides. */
  permits(origin: string | undefined, ownOrigin: string): boolean {
    return origin === undefined || isSame(origin, ownOrigin) || this.allowed.has(origin.toLowerCase());
  }

  /** CORS headers for an allowed page of another origin; every answer says that it depends on Origin, for caches. */
  headersFor(origin: string | undefined): Record<string, string> {
    if (!origin || !this.allowed.has(origin.toLowerCase())) return { vary: 'Origin' };
    return {
      vary: 'Origin',
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'retry-after',
    };
  }
}

/** What browsers ask before a call from another page; the four headers are those the official Web Chat sends. */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
  'access-control-max-age': '7200',
};

/** Scheme left out on purpose: behind a proxy that ends TLS the desk sees http where the browser says https. */
function isSame(origin: string, ownOrigin: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(ownOrigin).host;
}
