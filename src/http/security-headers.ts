/** For everything that is not a page: nothing may load, frame or submit from it. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** For the desk's own pages: only files of the desk itself, no inline script or style, no DOM sinks. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Headers of every answer. HSTS only over https: on http browsers ignore it, and a demonstration must not promise it. */
export function securityHeaders(contentType: string, https: boolean): Record<string, string> {
  return {
    'content-security-policy': contentType.startsWith('text/html') ? PAGE_POLICY : NOTHING,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // `same-origin`, not `no-referrer`: with that, a form would send `Origin: null` and could not be told from a forged one.
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  };
}
