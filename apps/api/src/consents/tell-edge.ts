import { consentInForce, findConsent } from '@sunbeon/store';
import type { ApiContext } from '../context.ts';

/**
 * Tells the edge how a consent stands, after the commit: in force, ended, or unknown; and which others ended with it. It
 * may be told again at any time. Rejects while Redis is away: whoever ends a consent is not told that it has ended
 * everywhere before it has.
 */
export async function tellEdge(
  { store, consents }: ApiContext,
  consentId: string,
  ended: readonly string[] = [],
): Promise<void> {
  for (const id of ended) await consents.end(id);
  const given = await consentInForce(store, { consentId });
  if (given !== null) {
    await consents.put(given);
    return;
  }
  const record = await findConsent(store, consentId);
  // A request that is still open may be given at any moment: nothing is said about it, or that would come too late.
  if (record !== null && record.state !== 'requested') await consents.end(consentId);
}
