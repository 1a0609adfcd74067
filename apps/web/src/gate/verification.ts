import type { IdentityProviderView } from '@sunbeon/core';
import { forgetEverything } from '../kept/forget-everything.ts';
import { type Answer, ask } from './ask.ts';

/** Who can verify a person, named in the language in force, each with its light. */
export async function identityProviders(): Promise<Answer<readonly IdentityProviderView[]>> {
  const answer = await ask<{ readonly providers: readonly IdentityProviderView[] }>('/v1/identity/providers');
  return answer.ok ? { ok: true, body: answer.body.providers } : answer;
}

/** Where verification begins; the visitor comes back to `returnTo`. */
export function loginAddress(providerId: string, returnTo: string): string {
  return `/v1/identity/login/${encodeURIComponent(providerId)}?returnTo=${encodeURIComponent(returnTo)}`;
}

/** Ends the session on this device, or on every device, and forgets what this one kept of it. */
export async function endVerification(where: 'here' | 'everywhere'): Promise<Answer<void>> {
  const answer =
    where === 'here'
      ? await ask<void>('/v1/identity/session', { method: 'DELETE' })
      : await ask<void>('/v1/identity/sessions/end', { method: 'POST', body: {} });
  if (answer.ok) forgetEverything();
  return answer;
}
