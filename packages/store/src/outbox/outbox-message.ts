import { consentEnders, consentRelations, consentScopes, consentStates, languages } from '@sunbeon/core';
import { z } from 'zod';
import {
  type BookingMessageKind,
  bookingMessageKinds,
  type ConsentMessageKind,
  consentMessageKinds,
  turnMessageKind,
} from './message-kind.ts';
import { messageReference } from './message-reference.ts';

const instant = z.date().transform((date) => date.toISOString());
const instantText = z.string().transform((text) => new Date(text).toISOString());

const seatSchema = z.object({
  siteName: z.string(),
  municipality: z.string(),
  startsAt: instantText,
  product: z.string(),
});
const consentSchema = z.object({
  reference: z.string(),
  relation: z.enum(consentRelations),
  scope: z.array(z.enum(consentScopes)),
  state: z.enum(consentStates),
  endedBy: z.enum(consentEnders).nullable(),
  expiresAt: instantText,
  side: z.enum(['delegate', 'beneficiary']),
});

const headSchema = z.object({
  verdict: z.enum(['send', 'wait', 'hold', 'supersede']),
  id: z.bigint().transform(String),
  reference_base: z.string(),
  requeued: z.int(),
  language: z.enum(languages),
  sealed_contact: z.string(),
  attempts: z.int(),
  lease: z.date(),
  person_key: z.string(),
});
const bookingRowSchema = headSchema.extend({
  kind: z.enum(bookingMessageKinds),
  booking_id: z.string(),
  version: z.int(),
  number: z.string(),
  dose: z.literal([1, 2]).nullable(),
  slot_id: z.bigint().transform(String),
  site_name: z.string(),
  municipality: z.string(),
  starts_at: instant,
  product: z.string(),
  offered: seatSchema.nullable(),
  expires_at: instant.nullable(),
});
const consentRowSchema = headSchema.extend({
  kind: z.enum(consentMessageKinds),
  consent_id: z.string(),
  sealed_facts: z.string(),
  consent: consentSchema,
  expires_at: instant.nullable(),
});
const turnRowSchema = headSchema.extend({
  kind: z.literal(turnMessageKind),
  turn: z.object({ windowId: z.string(), title: z.string(), number: z.int() }),
});

/** A row of `claim_messages`. */
export const messageRowSchema = z.discriminatedUnion('kind', [bookingRowSchema, consentRowSchema, turnRowSchema]);
export type MessageRow = z.infer<typeof messageRowSchema>;

/** Where and when somebody gets what; `startsAt` is ISO 8601. */
export type MessageSeat = Readonly<z.infer<typeof seatSchema>>;

/** What every message to be sent has. */
interface MessageHead {
  readonly id: string;
  /** What a carrier may know it by besides its own id; the same at every attempt. */
  readonly reference: string;
  readonly language: MessageRow['language'];
  readonly sealedContact: string;
  /** Whom the contact is sealed for. */
  readonly personKey: string;
  /** This attempt included. */
  readonly attempts: number;
  /** Until when it is the claimer's. Every mark carries it, so that a claimer who comes late changes nothing. */
  readonly lease: Date;
}

/** A message about a booking, with the booking as it is now. */
export interface BookingMessage extends MessageHead {
  readonly kind: BookingMessageKind;
  readonly bookingId: string;
  readonly version: number;
  readonly booking: MessageSeat & {
    readonly number: string;
    readonly slotId: string;
    /** `null` in a campaign of one dose. */
    readonly dose: 1 | 2 | null;
  };
  /** On an offer: the seat that is kept, and until when (ISO 8601). */
  readonly offer: (MessageSeat & { readonly expiresAt: string }) | null;
}

/** A message about a consent, with the consent as it is now. */
export interface ConsentMessage extends MessageHead {
  readonly kind: ConsentMessageKind;
  readonly consentId: string;
  /** The name of the other side, and of a code the code, sealed for the same person as the contact. */
  readonly sealedFacts: string;
  /** To which side of it the message goes, and how it stands. */
  readonly consent: Readonly<z.infer<typeof consentSchema>>;
}

/** A message that says whose number is called. */
export interface TurnMessage extends MessageHead {
  readonly kind: typeof turnMessageKind;
  /** Which number of which window. */
  readonly turn: Readonly<z.infer<typeof turnRowSchema>['turn']>;
}

/** A message to be sent. */
export type OutboxMessage = BookingMessage | ConsentMessage | TurnMessage;

/** The message of a row. */
export function messageOf(row: MessageRow): OutboxMessage {
  if ('turn' in row) return { ...headOf(row), kind: row.kind, turn: row.turn };
  return 'booking_id' in row ? bookingMessage(row) : consentMessage(row);
}

function headOf(row: MessageRow): MessageHead {
  return {
    id: row.id,
    reference: messageReference(row.id, row.requeued, row.reference_base),
    language: row.language,
    sealedContact: row.sealed_contact,
    personKey: row.person_key,
    attempts: row.attempts,
    lease: row.lease,
  };
}

function bookingMessage(row: z.infer<typeof bookingRowSchema>): BookingMessage {
  return {
    ...headOf(row),
    kind: row.kind,
    bookingId: row.booking_id,
    version: row.version,
    booking: {
      number: row.number,
      dose: row.dose,
      slotId: row.slot_id,
      siteName: row.site_name,
      municipality: row.municipality,
      startsAt: row.starts_at,
      product: row.product,
    },
    offer: row.offered === null || row.expires_at === null ? null : { ...row.offered, expiresAt: row.expires_at },
  };
}

function consentMessage(row: z.infer<typeof consentRowSchema>): ConsentMessage {
  return {
    ...headOf(row),
    kind: row.kind,
    consentId: row.consent_id,
    sealedFacts: row.sealed_facts,
    consent: row.consent,
  };
}
