import type { Translated } from '@sunbeon/core';
import type { BookingMessage, MessageSeat } from '@sunbeon/store';
import { cancellation } from './cancellation.ts';
import { confirmation } from './confirmation.ts';
import { displacement } from './displacement.ts';
import type { SeatFacts, TemplateFacts } from './facts.ts';
import { move } from './move.ts';
import { offer } from './offer.ts';
import { onOneLine } from './on-one-line.ts';

/** Every kind of message about bookings in every language: one without a template does not compile. */
const templates: Readonly<Record<BookingMessage['kind'], Translated<(facts: TemplateFacts) => string>>> = {
  confirmation,
  cancellation,
  move,
  displacement,
  offer,
};

/** Characters of what others have written, so that no message outgrows what carriers take in one piece (ten SMS). */
const MOST = { name: 40, siteName: 40, municipality: 20, product: 20 };

/** The text of a message about a booking to the person called `name`; `callUs` is where it comes from. */
export function textOf({ kind, language, booking, offer: kept }: BookingMessage, name: string, callUs: string): string {
  return templates[kind][language]({
    ...seatOf(booking),
    name: onOneLine(name, MOST.name),
    number: booking.number,
    dose: booking.dose,
    callUs,
    offer: kept && { ...seatOf(kept), until: new Date(kept.expiresAt) },
  });
}

function seatOf({ siteName, municipality, startsAt, product }: MessageSeat): SeatFacts {
  return {
    siteName: onOneLine(siteName, MOST.siteName),
    municipality: onOneLine(municipality, MOST.municipality),
    startsAt: new Date(startsAt),
    product: onOneLine(product, MOST.product),
  };
}
