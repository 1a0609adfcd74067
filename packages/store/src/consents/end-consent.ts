import { Problem } from '@sunbeon/core';
import { z } from 'zod';
import type { Actor } from '../bookings/actor.ts';
import type { Store } from '../store.ts';
import { changeConsent } from './consent-answer.ts';

/** One side of a consent, as far as it may not be known yet: by key, or by the name, birth date and phone that were typed. */
export interface ConsentSide {
  readonly personKey: string;
  readonly matchIndex: string;
  readonly phoneIndex: string;
}

export interface ConsentEnding {
  readonly consentId: string;
  /** Whose it has to be, on either side; `null` for staff. */
  readonly side: ConsentSide | null;
  /** Whoever was asked and withdraws has refused; only they can refuse, and only what was not given yet. */
  readonly ending: 'withdrawn' | 'refused';
  readonly actor: Pick<Actor, 'kind' | 'id'>;
  readonly reason?: string;
}

/**
 * Ends a consent or a request for one, from this moment on. What has ended stays as it ended.
 * @throws {Problem} `consent-unknown`, also to whom it does not concern; `consent-settled` for what cannot be refused any more
 */
export async function endConsent({ prisma }: Store, ending: ConsentEnding): Promise<void> {
  const { consentId, side, actor, reason } = ending;
  if (!z.uuid().safeParse(consentId).success) throw new Problem('consent-unknown');
  await changeConsent(
    () => prisma.$queryRaw`
      SELECT end_consent(
        ${consentId}::uuid, ${side?.personKey ?? null}, ${side?.matchIndex ?? null}, ${side?.phoneIndex ?? null},
        ${ending.ending}, ${actor.kind}, ${actor.id}, ${reason ?? null}) AS problem`,
  );
}
