import {
  admissionGrantSchema,
  bookingDraftSchema,
  bookingDraftViewSchema,
  bookingReceiptSchema,
  bookingRequestViewSchema,
  bookingViewSchema,
  drawDocumentSchema,
  erasureAnswerSchema,
  identityProviderViewSchema,
  identityViewSchema,
  joinWindowBodySchema,
  moveBookingBodySchema,
  municipalityListSchema,
  myBookingsSchema,
  myDataSchema,
  problemCatalogue,
  settleOfferBodySchema,
  slotListSchema,
  submitBookingBodySchema,
  ticketGrantSchema,
  ticketStandingSchema,
  windowStatisticsSchema,
  windowStatusSchema,
  windowViewSchema,
} from '@sunbeon/core';
import { z } from 'zod';

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(problemCatalogue)),
    instance: z.string(),
  })
  .catchall(z.unknown());

const windowView = windowViewSchema.meta({ id: 'Window' });
const provider = identityProviderViewSchema.meta({ id: 'IdentityProvider' });

/** Every schema of the contract under the name it has in the document. */
export const named = {
  windowList: z.object({ windows: z.array(windowView) }).meta({ id: 'WindowList' }),
  windowStatus: windowStatusSchema.meta({ id: 'WindowStatus' }),
  windowStatistics: windowStatisticsSchema.meta({ id: 'WindowStatistics' }),
  draw: drawDocumentSchema.meta({ id: 'Draw' }),
  joinBody: joinWindowBodySchema.meta({ id: 'JoinWindow' }),
  ticketGrant: ticketGrantSchema.meta({ id: 'TicketGrant' }),
  ticketStanding: ticketStandingSchema.meta({ id: 'TicketStanding' }),
  admissionGrant: admissionGrantSchema.meta({ id: 'AdmissionGrant' }),
  municipalityList: municipalityListSchema.meta({ id: 'MunicipalityList' }),
  slotList: slotListSchema.meta({ id: 'SlotList' }),
  bookingDraft: bookingDraftSchema.meta({ id: 'KeepDraft' }),
  bookingDraftView: bookingDraftViewSchema.meta({ id: 'Draft' }),
  bookingBody: submitBookingBodySchema.meta({ id: 'SubmitBooking' }),
  bookingReceipt: bookingReceiptSchema.meta({ id: 'BookingReceipt' }),
  bookingRequest: bookingRequestViewSchema.meta({ id: 'BookingRequest' }),
  booking: bookingViewSchema.meta({ id: 'Booking' }),
  moveBooking: moveBookingBodySchema.meta({ id: 'MoveBooking' }),
  myData: myDataSchema.meta({ id: 'MyData' }),
  erasureAnswer: erasureAnswerSchema.meta({ id: 'Erasure' }),
  settleOffer: settleOfferBodySchema.meta({ id: 'SettleOffer' }),
  myBookings: myBookingsSchema.meta({ id: 'MyBookings' }),
  providerList: z.object({ providers: z.array(provider) }).meta({ id: 'IdentityProviderList' }),
  identity: identityViewSchema.meta({ id: 'Identity' }),
  problem: problemSchema.meta({ id: 'Problem' }),
};
