import { type Express, Router } from 'express';
import type { ApiContext } from '../context.ts';
import { setUpApp } from '../set-up-app.ts';
import { askErasure, takeBackErasure } from './ask-erasure.ts';
import { cancelBooking } from './cancel-booking.ts';
import { checkConsentCode } from './consents/check-consent-code.ts';
import { endConsent } from './consents/end-consent.ts';
import { findConsent } from './consents/find-consent.ts';
import { giveConsent } from './consents/give-consent.ts';
import { listConsents } from './consents/list-consents.ts';
import { requestConsent } from './consents/request-consent.ts';
import { sendConsentCode } from './consents/send-consent-code.ts';
import { endSessions } from './end-sessions.ts';
import { forceOfConsent } from './force-of-consent.ts';
import { moveBooking } from './move-booking.ts';
import { myBookings } from './my-bookings.ts';
import { myData } from './my-data.ts';
import { resendMessage } from './resend-message.ts';
import { settleOffer } from './settle-offer.ts';
import { windowDraw } from './window-draw.ts';

/** Citizens' routes that need Postgres; the gate forwards them, a bounded number at a time. */
export function createCitizenApp(context: ApiContext): Express {
  const routes = Router();
  routes.get('/v1/bookings/me', myBookings(context));
  routes.delete('/v1/bookings/:id', cancelBooking(context));
  routes.post('/v1/bookings/:id/move', moveBooking(context));
  routes.post('/v1/bookings/:id/offer', settleOffer(context));
  routes.post('/v1/bookings/:id/resend', resendMessage(context));
  routes.get('/v1/me/data', myData(context));
  routes.post('/v1/me/erasure', askErasure(context));
  routes.delete('/v1/me/erasure', takeBackErasure(context));
  routes.post('/v1/identity/sessions/end', endSessions(context));
  routes.get('/v1/consents', listConsents(context));
  routes.post('/v1/consents', requestConsent(context));
  routes.post('/v1/consents/find', findConsent(context));
  routes.post('/v1/consents/:id/code', sendConsentCode(context));
  routes.post('/v1/consents/:id/code/check', checkConsentCode(context));
  routes.post('/v1/consents/:id/give', giveConsent(context));
  routes.post('/v1/consents/:id/refuse', endConsent(context, 'refused'));
  routes.delete('/v1/consents/:id', endConsent(context, 'withdrawn'));
  routes.get('/v1/consents/:id/force', forceOfConsent(context));
  routes.get('/v1/windows/:id/draw', windowDraw(context));
  return setUpApp(context, routes);
}
