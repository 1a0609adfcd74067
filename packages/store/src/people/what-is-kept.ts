import { type MyData, rejectionCodes } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

/** Longest lists anyone is shown. */
const MOST_REQUESTS = 200;
const MOST_MESSAGES = 500;
const MOST_ENTRIES = 500;

const instant = z.date().transform((date) => date.toISOString());

const requestRows = z.array(
  z.object({
    requestId: z.string(),
    windowId: z.string(),
    state: z.enum(['confirmed', 'rejected']),
    /** One that this release does not know is told without its code. */
    code: z.enum(rejectionCodes).nullable().catch(null),
    receivedAt: instant,
    decidedAt: instant,
  }),
);

const messageRows = z.array(
  z.object({
    kind: z.string(),
    state: z.string(),
    bookingNumber: z.string().nullable(),
    createdAt: instant,
    sentAt: instant.nullable(),
  }),
);

const entryDetails = z.object({
  by: z.enum(['citizen', 'beneficiary', 'delegate', 'agent', 'staff', 'system']).catch('system'),
  reason: z.string().nullable().catch(null),
});

/** A line of a roll, as it is kept. */
export interface KeptRollEntry {
  readonly campaignId: string;
  readonly title: string;
  readonly sealedEntry: string;
}

/** The person's line on every roll there is, the newest campaign first. */
export async function rollEntriesOf({ prisma }: Store, personKey: string): Promise<KeptRollEntry[]> {
  return prisma.$queryRaw<KeptRollEntry[]>`
    SELECT campaign.id AS "campaignId", campaign.title, entry.sealed_entry AS "sealedEntry"
    FROM campaign
    CROSS JOIN LATERAL (
      SELECT sealed_entry FROM roll_entry WHERE campaign_id = campaign.id AND person_key = ${personKey}
    ) entry
    ORDER BY campaign.created_at DESC, campaign.id`;
}

/** Every decided request of the person, the newest first: what became a booking is found by it, the rest by the person. */
export async function requestsOf({ prisma }: Store, personKey: string): Promise<MyData['requests']> {
  const found = await prisma.$queryRaw`
    SELECT request_id AS "requestId", window_id AS "windowId", state::text, code, received_at AS "receivedAt",
      decided_at AS "decidedAt"
    FROM booking_request
    WHERE request_id IN (
      SELECT request_id FROM booking WHERE person_key = ${personKey}
      UNION
      SELECT request_id FROM booking_request
      WHERE person_key = ${personKey} AND state = 'rejected' AND person_key <> ''
    )
    ORDER BY decided_at DESC LIMIT ${MOST_REQUESTS}`;
  return requestRows.parse(found);
}

/** Every message to the person, about bookings, consents or places in line, the newest first; never what it said. */
export async function messagesOf({ prisma }: Store, personKey: string): Promise<MyData['messages']> {
  const found = await prisma.$queryRaw`
    SELECT kind::text, state::text, number AS "bookingNumber", created_at AS "createdAt", sent_at AS "sentAt"
    FROM (
      SELECT message.id, kind, message.state, booking.number, message.created_at, sent_at
      FROM booking JOIN message ON message.booking_id = booking.id
      WHERE booking.person_key = ${personKey}
      UNION ALL
      SELECT message.id, kind, message.state, NULL, message.created_at, sent_at
      FROM consent JOIN message ON message.consent_id = consent.id AND message.person_key = ${personKey}
      WHERE consent.delegate_key = ${personKey} OR consent.beneficiary_key = ${personKey}
      UNION ALL
      SELECT message.id, kind, message.state, NULL, message.created_at, sent_at
      FROM message WHERE window_id IS NOT NULL AND person_key = ${personKey}
    ) message
    ORDER BY message.id DESC LIMIT ${MOST_MESSAGES}`;
  return messageRows.parse(found);
}

/** Consents the person has given or asked for, ended ones included. */
export async function countConsents({ prisma }: Store, personKey: string): Promise<MyData['consents']> {
  const [asDelegate, asBeneficiary] = await Promise.all([
    prisma.consent.count({ where: { delegateKey: personKey } }),
    prisma.consent.count({ where: { beneficiaryKey: personKey } }),
  ]);
  return { asDelegate, asBeneficiary };
}

/**
 * What others did to the person's bookings and consents, and who looked for them, the newest first, from the audit trail.
 * @param subjects what the trail calls the person elsewhere: keyed hashes that only the caller can make
 */
export async function actedUpon(
  { prisma }: Store,
  personKey: string,
  subjects: readonly string[],
): Promise<MyData['acted']> {
  const select = { id: true, number: true, requestId: true };
  const bookings = await prisma.booking.findMany({ where: { personKey }, select });
  const consents = await prisma.consent.findMany({ where: { beneficiaryKey: personKey }, select: { id: true } });
  const numbers = new Map(
    bookings.flatMap(({ id, requestId, number }) => [id, requestId].map((name): [string, string] => [name, number])),
  );
  const ofConsents = consents.map(({ id }) => `consent:${id}`);
  const entries = await prisma.auditEntry.findMany({
    where: { subject: { in: [...numbers.keys(), ...ofConsents, ...subjects] } },
    orderBy: { id: 'desc' },
    take: MOST_ENTRIES,
  });
  return entries.flatMap(({ at, action, subject, details }) => {
    const { by, reason } = entryDetails.parse(details);
    if (by === 'citizen' || by === 'beneficiary') return [];
    return [{ at: at.toISOString(), by, action, reason, bookingNumber: numbers.get(subject) ?? null }];
  });
}
