import { consentEnders, consentRelations, consentScopes, consentStates, consentWays, languages } from '@sunbeon/core';
import { z } from 'zod';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';

const rowSchema = z.object({
  id: z.string(),
  reference: z.string(),
  delegateKey: z.string(),
  beneficiaryKey: z.string().nullable(),
  state: z.enum(consentStates),
  relation: z.enum(consentRelations),
  way: z.enum(consentWays),
  scope: z.array(z.enum(consentScopes)),
  askedAt: z.date(),
  givenAt: z.date().nullable(),
  expiresAt: z.date(),
  endedAt: z.date().nullable(),
  endedBy: z.enum(consentEnders).nullable(),
  sealedDelegate: z.string(),
  sealedNamed: z.string(),
  matchIndex: z.string(),
  phoneIndex: z.string(),
  language: z.enum(languages),
  codeExpiresAt: z.date().nullable(),
  codeAttemptsLeft: z.int().nullable(),
});

/**
 * A consent as it is at this moment: one whose time is over has lapsed, whether anybody noted it yet or not. Names are
 * sealed for the delegate. `code…`: the code that could still be entered, if there is one.
 */
export type ConsentRecord = Readonly<z.infer<typeof rowSchema>>;

/** Consents that fulfil a condition about `consent`, the newest first. */
export async function readConsents({ prisma }: Store, where: Prisma.Sql, most: number): Promise<ConsentRecord[]> {
  const found = await prisma.$queryRaw`
    SELECT consent.id, reference, delegate_key AS "delegateKey", beneficiary_key AS "beneficiaryKey", relation, way::text,
      scope, asked_at AS "askedAt", given_at AS "givenAt", consent.expires_at AS "expiresAt",
      sealed_delegate AS "sealedDelegate", sealed_named AS "sealedNamed", match_index AS "matchIndex",
      phone_index AS "phoneIndex", language::text,
      CASE WHEN late.is THEN 'lapsed' ELSE consent.state::text END AS state,
      CASE WHEN late.is THEN consent.expires_at ELSE ended_at END AS "endedAt",
      CASE WHEN late.is THEN 'system' ELSE ended_by END AS "endedBy",
      "codeExpiresAt", "codeAttemptsLeft"
    FROM consent
    CROSS JOIN LATERAL (
      SELECT consent.state IN ('requested', 'given') AND consent.expires_at <= clock_timestamp() AS is
    ) late
    LEFT JOIN LATERAL (
      SELECT code.expires_at AS "codeExpiresAt", attempts_left::int AS "codeAttemptsLeft"
      FROM one_time_code code
      WHERE code.consent_id = consent.id AND code.state = 'open' AND attempts_left > 0
        AND code.expires_at > clock_timestamp()
    ) code ON true
    WHERE ${where}
    ORDER BY asked_at DESC, consent.id
    LIMIT ${most}`;
  return z.array(rowSchema).parse(found);
}

/** One consent, whoever it concerns; `null` when there is none, or the id is none. */
export async function findConsent(store: Store, consentId: string): Promise<ConsentRecord | null> {
  if (!z.uuid().safeParse(consentId).success) return null;
  const [record] = await readConsents(store, Prisma.sql`consent.id = ${consentId}::uuid`, 1);
  return record ?? null;
}
