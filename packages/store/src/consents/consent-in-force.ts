import { type ConsentScope, consentScopes } from '@sunbeon/core';
import { z } from 'zod';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';

const rowSchema = z.object({
  consentId: z.string(),
  delegateKey: z.string(),
  beneficiaryKey: z.string(),
  sealedBeneficiary: z.string(),
  scope: z.array(z.enum(consentScopes)),
  expiresAtMs: z.number().transform(Math.floor),
});

/** A consent that is in force at this moment: for whom its delegate may act, and until when. */
export type GivenConsent = Readonly<z.infer<typeof rowSchema>>;

/** More than one delegate can have: there is a limit on people, which is configured. */
const MOST = 1_000;

async function inForce({ prisma }: Store, where: Prisma.Sql): Promise<GivenConsent[]> {
  const found = await prisma.$queryRaw`
    SELECT id AS "consentId", delegate_key AS "delegateKey", beneficiary_key AS "beneficiaryKey",
      sealed_beneficiary AS "sealedBeneficiary", scope, (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAtMs"
    FROM consent
    WHERE state = 'given' AND expires_at > clock_timestamp() AND ${where}
    ORDER BY given_at, id
    LIMIT ${MOST}`;
  return z.array(rowSchema).parse(found);
}

/** The consent if it is in force, else `null`. */
export async function consentInForce(store: Store, { consentId }: { consentId: string }): Promise<GivenConsent | null> {
  if (!z.uuid().safeParse(consentId).success) return null;
  const [consent] = await inForce(store, Prisma.sql`id = ${consentId}::uuid`);
  return consent ?? null;
}

/** Everybody a delegate may act for, by the consent that says so, in the order in which they were given. */
export async function beneficiariesOf(store: Store, delegateKey: string): Promise<GivenConsent[]> {
  return inForce(store, Prisma.sql`delegate_key = ${delegateKey}`);
}

/** The id of the consent by which a delegate may do something for a beneficiary; `null` when there is none. */
export async function actingRight(
  store: Store,
  { delegateKey, beneficiaryKey, scope }: { delegateKey: string; beneficiaryKey: string; scope: ConsentScope },
): Promise<string | null> {
  const [consent] = await inForce(
    store,
    Prisma.sql`delegate_key = ${delegateKey} AND beneficiary_key = ${beneficiaryKey} AND ${scope} = ANY (scope)`,
  );
  return consent?.consentId ?? null;
}
