import { randomBytes, randomUUID } from 'node:crypto';
import type { ConsentScope, ConsentState } from '@sunbeon/core';
import type { TestStore } from './a-store.ts';

/** Somebody who does not exist. */
export const somebody = () => randomBytes(16).toString('base64url');

export interface TestConsent {
  readonly delegateKey?: string;
  readonly beneficiaryKey?: string;
  readonly state?: ConsentState;
  readonly scope?: readonly ConsentScope[];
  /** Milliseconds from now. */
  readonly expiresInMs?: number;
}

const HOUR_MS = 3_600_000;

/** A consent as it stands in the database, given unless something else is asked for. */
export async function aConsent(
  { sql }: TestStore,
  { delegateKey = somebody(), beneficiaryKey = somebody(), ...given }: TestConsent = {},
): Promise<{ consentId: string; delegateKey: string; beneficiaryKey: string }> {
  const { state = 'given', scope = ['book', 'change'], expiresInMs = HOUR_MS } = given;
  const consentId = randomUUID();
  const hasEnded = state !== 'given' && state !== 'requested';
  await sql(
    `INSERT INTO consent
      (id, reference, delegate_key, beneficiary_key, state, relation, way, scope, days, given_at, expires_at, ended_at, ended_by,
        sealed_delegate, sealed_named, match_index, phone_index, sealed_beneficiary, language)
    VALUES ($1, $2, $3, $4, $5, 'child', 'verification', $6, 30, now(), now() + make_interval(secs => $7), $8, $9,
      'sealed', 'sealed', 'match', 'phone', 'sealed', 'ko')`,
    [
      consentId,
      consentId.slice(0, 7),
      delegateKey,
      beneficiaryKey,
      state,
      scope,
      expiresInMs / 1_000,
      hasEnded ? new Date() : null,
      hasEnded ? 'beneficiary' : null,
    ],
  );
  return { consentId, delegateKey, beneficiaryKey };
}

/** Ends a consent, as the beneficiary does. */
export async function withdraw({ sql }: Pick<TestStore, 'sql'>, consentId: string): Promise<void> {
  await sql(`UPDATE consent SET state = 'withdrawn', ended_at = now(), ended_by = 'beneficiary' WHERE id = $1`, [
    consentId,
  ]);
}
