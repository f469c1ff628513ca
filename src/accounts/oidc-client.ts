/** The city's own sign-in: an OpenID Connect provider that knows this desk. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What must come back unchanged. */
export interface OidcAttempt {
  readonly state: string;
  readonly nonce: string;
  /** PKCE, RFC 7636. */
  readonly verifier: string;
}

/** Who the provider says it is. `email`: only when the provider has verified it. */
export interface OidcPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | undefined;
}

export type OidcAnswer =
  | { readonly kind: 'person'; readonly person: OidcPerson }
  /** The person pressed "cancel", or may not use this desk. */
  | { readonly kind: 'denied' }
  /** Not the answer to what this browser asked, or forged, or used before. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** A module that is only there as an ES module. */
const load = () => import('openid-client');
type Library = Awaited<ReturnType<typeof load>>;
type Provider = Awaited<ReturnType<Library['discovery']>>;

const TIMEOUT_S = 5;

/** Authorization code flow with PKCE, state and nonce (OAuth 2.1, OpenID Connect Core 3.1). */
export class OidcClient {
  private provider: Promise<Provider> | undefined;

  constructor(private readonly settings: OidcSettings) {}

  /** The provider's page to send the browser to. An unreachable provider is an answer, no exception. */
  async begin(
    redirectUri: string,
  ): Promise<{ address: string; attempt: OidcAttempt } | { unavailable: string }> {
    try {
      const library = await load();
      const provider = await this.discovered(library);
      const attempt = {
        state: library.randomState(),
        nonce: library.randomNonce(),
        verifier: library.randomPKCECodeVerifier(),
      };
      const address = library.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await library.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, attempt };
    } catch (error) {
      return { unavailable: reasonOf(error) };
    }
  }

  /** `address`: where the browser came back to, with code and state. */
  async finish(address: URL, { state, nonce, verifier }: OidcAttempt): Promise<OidcAnswer> {
    const library = await load();
    try {
      const provider = await this.discovered(library);
      const tokens = await library.authorizationCodeGrant(provider, address, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) return { kind: 'refused', reason: 'no id token' };
      const more =
        claims['email'] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
          ? await library.fetchUserInfo(provider, tokens.access_token, claims.sub)
          : {};
      const { email, email_verified: isVerified }: Record<string, unknown> = { ...claims, ...more };
      const verified = typeof email === 'string' && isVerified === true ? email : undefined;
      return { kind: 'person', person: { issuer: claims.iss, subject: claims.sub, email: verified } };
    } catch (error) {
      return answerTo(library, error);
    }
  }

  /** Asked once; a failure is not remembered. */
  private async discovered(library: Library): Promise<Provider> {
    this.provider ??= this.discover(library);
    try {
      return await this.provider;
    } catch (error) {
      this.provider = undefined;
      throw error;
    }
  }

  private async discover(library: Library): Promise<Provider> {
    const { issuer, clientId, clientSecret } = this.settings;
    const plain = new URL(issuer).protocol === 'http:'; // localhost only: src/config.ts
    const provider = await library.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: TIMEOUT_S,
      ...(plain ? { execute: [library.allowInsecureRequests] } : {}),
    });
    // By default signatures are not checked, because the token comes straight from the provider; a proxy in between is reason enough.
    library.enableNonRepudiationChecks(provider);
    return provider;
  }
}

function answerTo(library: Library, error: unknown): OidcAnswer {
  if (error instanceof library.AuthorizationResponseError) {
    return error.error === 'access_denied' ? { kind: 'denied' } : { kind: 'refused', reason: error.error };
  }
  if (error instanceof library.ResponseBodyError) {
    return error.status >= 500
      ? { kind: 'unavailable', reason: error.error }
      : { kind: 'refused', reason: error.error };
  }
  // Without a code it is no judgement of an answer: there was none.
  if (error instanceof library.ClientError && error.code !== undefined && !UNREACHABLE.has(error.code)) {
    return { kind: 'refused', reason: error.code };
  }
  return { kind: 'unavailable', reason: reasonOf(error) };
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_PARSE_ERROR',
]);

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as Error & { code?: string };
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${code ?? error.name} ${error.message}${cause}`;
}
