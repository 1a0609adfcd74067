import { Problem } from '@sunbeon/core';
import type { LoginAttempt } from '@sunbeon/crypto';
import * as oidc from 'openid-client';
import type { IdentityProvider } from './identity-provider.ts';
import { personIn, type VerifiedPerson } from './person-claims.ts';
import { ProviderUnavailable } from './provider-unavailable.ts';

const CALLBACK_PATH = '/v1/identity/callback';
/** Longest a person may take at the provider. */
export const LOGIN_LIMIT_MS = 600_000;
const RETRY_AFTER_SECONDS = 5;
/** How far a provider's clock may be ahead of ours. */
const CLOCK_SKEW_MS = 30_000;
/** Longest reason that is logged. */
const LONGEST_REASON = 100;

/** What a finished login tells. */
export interface Verification {
  readonly person: VerifiedPerson;
  /** When the provider saw the person, ms since the epoch; never later than now. */
  readonly atMs: number;
}

/**
 * Begins a login: where to send the browser, and what it must bring back.
 * Rejects with `provider-unavailable`.
 */
export async function beginLogin(
  provider: IdentityProvider,
  { origin, returnTo }: Pick<LoginAttempt, 'origin' | 'returnTo'>,
): Promise<{ url: URL; attempt: LoginAttempt }> {
  const { id, scope, acrValues, maxAgeSeconds } = provider.settings;
  const configuration = await asked(() => provider.configuration());
  const attempt: LoginAttempt = {
    provider: id,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    codeVerifier: oidc.randomPKCECodeVerifier(),
    origin,
    returnTo,
    expiresAtMs: Date.now() + LOGIN_LIMIT_MS,
  };
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: `${origin}${CALLBACK_PATH}`,
    scope,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
    ...(acrValues === undefined ? {} : { acr_values: acrValues.join(' ') }),
    ...(maxAgeSeconds === undefined ? {} : { max_age: String(maxAgeSeconds) }),
  });
  return { url, attempt };
}

/**
 * Finishes a login with the query the provider sent the browser back with: issuer, state, nonce, PKCE, the ID token's
 * signature, audience and age all hold, the person was seen lately and well enough, and every claim we need is there.
 * Rejects with `provider-unavailable`, or `login-failed` and a `reason`.
 */
export async function finishLogin(
  provider: IdentityProvider,
  attempt: LoginAttempt,
  query: string,
): Promise<Verification> {
  const { claims: names, acrValues, maxAgeSeconds } = provider.settings;
  const configuration = await asked(() => provider.configuration());
  const callback = new URL(`${attempt.origin}${CALLBACK_PATH}?${query}`);
  const tokens = await asked(() =>
    oidc.authorizationCodeGrant(configuration, callback, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.codeVerifier,
      idTokenExpected: true,
      ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
    }),
  );
  const claims = tokens.claims();
  if (claims === undefined) throw refused('no ID token');
  if (acrValues !== undefined && !acrValues.some((acr) => acr === claims['acr'])) throw refused('acr');
  const atMs = Math.min(seenAtMs(claims), Date.now());
  const inToken = personIn(claims, names);
  if (!('missing' in inToken)) return { person: inToken, atMs };
  const told = await asked(() => oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub));
  const person = personIn({ ...told, ...claims }, names);
  if ('missing' in person) throw new Problem('login-failed', { reason: 'claims', ...person });
  return { person, atMs };
}

function seenAtMs({ auth_time: authTime, iat }: oidc.IDToken): number {
  const atMs = (authTime ?? iat) * 1_000;
  if (atMs > Date.now() + CLOCK_SKEW_MS) throw refused('auth_time');
  return atMs;
}

/** What goes wrong between us and the provider is either "no answer" or "no". */
async function asked<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch (error) {
    if (isUnavailable(error)) throw new Problem('provider-unavailable', {}, RETRY_AFTER_SECONDS);
    throw refused(reasonIn(error));
  }
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof ProviderUnavailable) return true;
  return error instanceof Error && error.cause !== undefined && isUnavailable(error.cause);
}

/** The error's own short code, for whoever looks after the gate; never what the provider or the browser wrote. */
function reasonIn(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code.slice(0, LONGEST_REASON) : 'unreadable';
}

function refused(reason: string): Problem {
  return new Problem('login-failed', { reason });
}
