import { civilDateSchema, koreanMobile, Problem, personNameSchema } from '@sunbeon/core';
import type { LoginAttempt } from '@sunbeon/crypto';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { type IdentityProvider, ProviderUnavailable } from './identity-provider.ts';

export const CALLBACK_PATH = '/v1/identity/callback';
/** Longest a person may take at the provider. */
export const LOGIN_LIMIT_MS = 600_000;
const SCOPE = 'openid profile phone ci';
const RETRY_AFTER_SECONDS = 5;

const claimsSchema = z.object({
  /** Connecting information (연계정보): the same person has the same one at every provider. */
  ci: z.string().min(1).max(256),
  name: personNameSchema,
  birthdate: civilDateSchema,
  phone_number: z.string().transform((written, context) => {
    const phone = koreanMobile(written);
    if (phone !== null) return phone;
    context.addIssue('a Korean mobile number');
    return z.NEVER;
  }),
});
/** What a provider vouches for. */
export type VerifiedPerson = Readonly<z.infer<typeof claimsSchema>>;

/**
 * Begins a login: where to send the browser, and what it must bring back.
 * Rejects with `provider-unavailable`.
 */
export async function beginLogin(
  provider: IdentityProvider,
  { origin, returnTo }: Pick<LoginAttempt, 'origin' | 'returnTo'>,
): Promise<{ url: URL; attempt: LoginAttempt }> {
  const configuration = await asked(() => provider.configuration());
  const attempt: LoginAttempt = {
    provider: provider.settings.id,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    codeVerifier: oidc.randomPKCECodeVerifier(),
    origin,
    returnTo,
    expiresAtMs: Date.now() + LOGIN_LIMIT_MS,
  };
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: `${origin}${CALLBACK_PATH}`,
    scope: SCOPE,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
    code_challenge_method: 'S256',
  });
  return { url, attempt };
}

/**
 * Finishes a login with the query the provider sent the browser back with: state, nonce, PKCE and the ID token's
 * signature all hold, and every claim we need is there. Rejects with `login-failed` or `provider-unavailable`.
 */
export async function finishLogin(
  provider: IdentityProvider,
  attempt: LoginAttempt,
  query: string,
): Promise<VerifiedPerson> {
  const configuration = await asked(() => provider.configuration());
  const callback = new URL(`${attempt.origin}${CALLBACK_PATH}?${query}`);
  const tokens = await asked(() =>
    provider.measured(() =>
      oidc.authorizationCodeGrant(configuration, callback, {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.codeVerifier,
        idTokenExpected: true,
      }),
    ),
  );
  const inToken = claimsSchema.safeParse(tokens.claims());
  if (inToken.success) return inToken.data;
  const subject = tokens.claims()?.sub ?? '';
  const told = await asked(() =>
    provider.measured(() => oidc.fetchUserInfo(configuration, tokens.access_token, subject)),
  );
  const person = claimsSchema.safeParse({ ...tokens.claims(), ...told });
  if (!person.success)
    throw new Problem('login-failed', { missing: person.error.issues.map(({ path }) => path.join('.')) });
  return person.data;
}

/** What goes wrong between us and the provider is either "no answer" or "no". */
async function asked<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw new Problem('provider-unavailable', {}, RETRY_AFTER_SECONDS);
    throw new Problem('login-failed');
  }
}
