import {
  type BookingHistory,
  type BookingMaker,
  type bookingDeedSchema,
  bookingMessageKinds,
  type staffMessageSchema,
  visits,
} from '@sunbeon/core';
import { z } from 'zod';
import { bookedSlot } from '../bookings/booking-view.ts';
import type { Message, Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { bookingRow } from './listed-booking.ts';

/** Longest lists of one booking; a person changes theirs a few times. */
const MOST_MESSAGES = 200;
const MOST_OFFERS = 100;
const MOST_DEEDS = 200;

const numbered = { select: { id: true, number: true } } as const;
const PARTS = {
  slot: { include: { site: true } },
  offers: { orderBy: { id: 'asc' }, take: MOST_OFFERS, include: { slot: { include: { site: true } } } },
  messages: { orderBy: { id: 'asc' }, take: MOST_MESSAGES },
  first: numbered,
  secondDose: { ...numbered, take: 1 },
} satisfies Prisma.BookingInclude;

type Parts = Prisma.BookingGetPayload<{ include: typeof PARTS }>;
type History = Omit<BookingHistory, 'trail'>;

const visitSchema = z.enum(visits).nullable().catch(null);
const kindSchema = z.enum(bookingMessageKinds);
const reasonSchema = z.object({ reason: z.string().nullable().catch(null) }).catch({ reason: null });

/** One booking and what became of it; `null` when there is none with the id. Nothing of a person. */
export async function bookingHistory({ prisma }: Store, bookingId: string): Promise<History | null> {
  if (!z.uuid().safeParse(bookingId).success) return null;
  const found = await prisma.booking.findUnique({ where: { id: bookingId }, include: PARTS });
  if (found === null) return null;
  const { requestId, erasedAt, version } = found;
  const request = await prisma.bookingRequest.findUnique({ where: { requestId } });
  return {
    booking: { ...rowOf(found), version, madeBy: makerOf(found), erasedAt: erasedAt?.toISOString() ?? null },
    request: request && {
      number: request.number,
      receivedAt: request.receivedAt.toISOString(),
      decidedAt: request.decidedAt.toISOString(),
    },
    otherDose: found.first ?? found.secondDose[0] ?? null,
    offers: found.offers.map(({ slot, state, offeredAt, expiresAt, settledAt }) => ({
      slot: bookedSlot(slot),
      state,
      offeredAt: offeredAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      settledAt: settledAt?.toISOString() ?? null,
    })),
    messages: found.messages.map(messageOf),
  };
}

/** What others did to a booking and who looked for it, from the audit trail, the oldest first. */
export async function deedsOn({ prisma }: Store, bookingId: string): Promise<z.infer<typeof bookingDeedSchema>[]> {
  const { requestId, number } = await prisma.booking.findUniqueOrThrow({
    where: { id: bookingId },
    select: { requestId: true, number: true },
  });
  const entries = await prisma.auditEntry.findMany({
    where: { subject: { in: [bookingId, requestId, number] } },
    orderBy: { id: 'desc' },
    take: MOST_DEEDS,
  });
  return entries.toReversed().map(({ at, actor, action, details }) => ({
    at: at.toISOString(),
    actor,
    action,
    reason: reasonSchema.parse(details).reason,
  }));
}

function rowOf({ slot, messages, ...booking }: Parts) {
  const { site, id: _slot, ...at } = slot;
  const newest = messages.toSorted((a, b) => b.version - a.version || b.resend - a.resend)[0];
  const where = { siteName: site.name, municipality: site.municipality, message: newest?.state ?? null };
  return bookingRow({ ...booking, ...at, ...where, visit: visitSchema.parse(booking.visit) });
}

function makerOf({ consentId, byAgent }: Parts): BookingMaker {
  if (byAgent) return 'agent';
  return consentId === null ? 'self' : 'delegate';
}

function messageOf(message: Message): z.infer<typeof staffMessageSchema> {
  return {
    kind: kindSchema.parse(message.kind),
    version: message.version,
    resend: message.resend,
    state: message.state,
    attempts: message.attempts,
    carrier: message.carrier,
    error: message.lastError,
    createdAt: message.createdAt.toISOString(),
    sentAt: message.sentAt?.toISOString() ?? null,
    settledAt: message.settledAt?.toISOString() ?? null,
  };
}
