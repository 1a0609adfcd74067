import type { IdentityProviderView, IdentityView } from '@sunbeon/core';
import { forgetEverything } from '../kept/kept.ts';
import { type Answer, ask } from './ask.ts';

/** Who the visitor is: a verified person, nobody yet, still being asked, or not known because the gate did not answer. */
export type Identity = IdentityView | 'nobody' | 'asking' | 'unknown';

export async function whoAmI(): Promise<Identity> {
  const answer = await ask<IdentityView>('/v1/identity/me');
  if (answer.ok) return answer.body;
  return answer.refusal.status === 401 ? 'nobody' : 'unknown';
}

/** Who can verify a person, named in the language in force. */
export async function identityProviders(): Promise<readonly IdentityProviderView[]> {
  const answer = await ask<{ readonly providers: readonly IdentityProviderView[] }>('/v1/identity/providers');
  return answer.ok ? answer.body.providers : [];
}

/** Where verification begins; the visitor comes back to `returnTo`. */
export function loginAddress(providerId: string, returnTo: string): string {
  return `/v1/identity/login/${encodeURIComponent(providerId)}?returnTo=${encodeURIComponent(returnTo)}`;
}

/** Ends the session and forgets what this device kept of it. */
export async function endVerification(): Promise<Answer<void>> {
  const answer = await ask<void>('/v1/identity/session', { method: 'DELETE' });
  if (answer.ok) forgetEverything();
  return answer;
}
