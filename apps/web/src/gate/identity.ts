import type { IdentityView } from '@sunbeon/core';
import { ask } from './ask.ts';

/** Who the visitor is: a verified person, nobody yet, still being asked, or not known because the gate did not answer. */
export type Identity = IdentityView | 'nobody' | 'asking' | 'unknown';

export async function whoAmI(): Promise<Identity> {
  const answer = await ask<IdentityView>('/v1/identity/me');
  if (answer.ok) return answer.body;
  return answer.refusal.status === 401 ? 'nobody' : 'unknown';
}
