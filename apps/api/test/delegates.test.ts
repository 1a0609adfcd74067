import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BookingView } from '@sunbeon/core';
import { z } from 'zod';
import { anApi, type TestApi, type TestPerson } from './an-api.ts';
import { aBooking, aConsent, anOpenWindow } from './bookings.ts';

let house: TestApi;
let mother: TestPerson;
let daughter: TestPerson;
let consentId: string;
let windowId: string;
let slots: string[];
let booking: BookingView;

beforeAll(async () => {
  house = await anApi();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});
beforeEach(async () => {
  [mother, daughter] = [await house.person(), await house.person()];
  consentId = await aConsent(house, daughter, mother);
  ({ id: windowId, slots } = await anOpenWindow(house));
  booking = await aBooking(house, mother, { windowId, slot: slots[0] ?? '', consentId });
});

const as = ({ session }: TestPerson, method: string, path: string, body?: unknown) =>
  house.citizen(path, { authorization: `Bearer ${session}` }, method, body);
const withdrawn = () =>
  house.store.prisma.consent.update({
    where: { id: consentId },
    data: { state: 'withdrawn', endedAt: new Date(), endedBy: 'beneficiary' },
  });
const trail = async () => {
  const entries = await house.store.prisma.auditEntry.findMany({
    where: { subject: booking.id },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ actor, action, details }) => ({ actor, action, details }));
};

test('the parent and the delegate see the same booking, and who made it', async () => {
  const own = await as(mother, 'GET', '/v1/bookings/me');
  expect(own).toMatchObject({ status: 200, body: { bookings: [{ id: booking.id, madeBy: 'delegate', consentId }] } });
  expect(await as(daughter, 'GET', `/v1/bookings/me?for=${consentId}`)).toEqual(own);
  expect(await as(daughter, 'GET', '/v1/bookings/me')).toMatchObject({ body: { bookings: [] } });
});

test('a booking of one’s own says that it is', async () => {
  await aBooking(house, daughter, { windowId, slot: slots[1] ?? '' });
  const { body } = await as(daughter, 'GET', '/v1/bookings/me');
  expect(body).toMatchObject({ bookings: [{ madeBy: 'self', consentId: null }] });
});

test('a delegate moves and cancels, by the consent they show or whichever there is; the trail names the consent', async () => {
  const move = { slot: slots[1] };
  expect(await as(daughter, 'POST', `/v1/bookings/${booking.id}/move?for=${consentId}`, move)).toMatchObject({
    status: 200,
    body: { slotId: slots[1] },
  });
  expect(await as(daughter, 'DELETE', `/v1/bookings/${booking.id}`)).toMatchObject({ body: { state: 'cancelled' } });
  const { number } = booking;
  const byDelegate = { actor: `consent:${consentId}`, details: { by: 'delegate', number } };
  expect(await trail()).toMatchObject([
    { ...byDelegate, action: 'booking.make' },
    { ...byDelegate, action: 'booking.move' },
    { ...byDelegate, action: 'booking.cancel' },
  ]);
  expect(JSON.stringify(await trail())).not.toContain(daughter.personKey);
});

test('what the parent does with it is nobody’s business, and needs no consent', async () => {
  await withdrawn();
  expect(await as(mother, 'DELETE', `/v1/bookings/${booking.id}`)).toMatchObject({ body: { state: 'cancelled' } });
  expect(await trail()).toMatchObject([{ action: 'booking.make' }]);
});

test('a delegate has the message sent again, to the parent', async () => {
  await house.store.prisma.message.updateMany({
    where: { bookingId: booking.id },
    data: { state: 'sent', createdAt: new Date(Date.now() - 120_000) },
  });
  expect(await as(daughter, 'POST', `/v1/bookings/${booking.id}/resend?for=${consentId}`, {})).toMatchObject({
    status: 202,
  });
  const messages = await house.store.prisma.message.findMany({ where: { bookingId: booking.id } });
  expect(messages.map(({ sealedContact, resend }) => ({ sealedContact, resend }))).toEqual([
    { sealedContact: 'sealed', resend: 0 },
    { sealedContact: 'sealed', resend: 1 },
  ]);
});

const codeSchema = z.object({ code: z.string() });

/** Every call about the booking, by whoever asks with or without showing a consent. */
async function codesOf(who: TestPerson, shown: string): Promise<unknown[]> {
  const calls = [
    as(who, 'DELETE', `/v1/bookings/${booking.id}${shown}`),
    as(who, 'POST', `/v1/bookings/${booking.id}/move${shown}`, { slot: slots[1] }),
    as(who, 'POST', `/v1/bookings/${booking.id}/offer${shown}`, { accept: true }),
    as(who, 'POST', `/v1/bookings/${booking.id}/resend${shown}`, {}),
  ];
  const answers = await Promise.all(calls);
  const still = await house.store.prisma.booking.findUnique({ where: { id: booking.id } });
  expect(still).toMatchObject({ state: 'confirmed', version: 1 });
  return [...new Set(answers.map(({ body }) => codeSchema.parse(body).code))];
}

test('once the consent is withdrawn the delegate sees and changes nothing', async () => {
  await withdrawn();
  expect(await codesOf(daughter, `?for=${consentId}`)).toEqual(['consent-ended']);
  expect(await codesOf(daughter, '')).toEqual(['booking-unknown']);
  const { body } = await as(daughter, 'GET', `/v1/bookings/me?for=${consentId}`);
  expect(body).toMatchObject({ code: 'consent-ended' });
});

test('a consent to book alone shows the booking and changes nothing', async () => {
  const son = await house.person();
  const toBook = await aConsent(house, son, mother, ['book']);
  expect(await as(son, 'GET', `/v1/bookings/me?for=${toBook}`)).toMatchObject({
    body: { bookings: [{ id: booking.id }] },
  });
  expect(await codesOf(son, `?for=${toBook}`)).toEqual(['consent-too-narrow']);
  expect(await codesOf(son, '')).toEqual(['booking-unknown']);
});

test('a stranger gets nowhere, with the consent of others or one of their own', async () => {
  const [stranger, parent] = [await house.person(), await house.person()];
  const own = await aConsent(house, stranger, parent);
  expect(await codesOf(stranger, '')).toEqual(['booking-unknown']);
  expect(await codesOf(stranger, `?for=${own}`)).toEqual(['booking-unknown']);
  expect(await codesOf(stranger, `?for=${consentId}`)).toEqual(['consent-ended']);
  expect(await codesOf(stranger, `?for=${randomUUID()}`)).toEqual(['consent-ended']);
  expect(await codesOf(stranger, `?for=1&for=2`)).toEqual(['invalid-request']);
});

test('another delegate of the same parent may change what the first one booked', async () => {
  const son = await house.person();
  const his = await aConsent(house, son, mother);
  expect(await as(son, 'DELETE', `/v1/bookings/${booking.id}?for=${his}`)).toMatchObject({
    body: { state: 'cancelled' },
  });
});

test('a consent that the edge has lost is put there again by being asked for; one that has ended is not', async () => {
  const lost = () => house.consents.find(consentId);
  expect(await lost()).toBeNull();
  expect(await house.citizen(`/v1/consents/${consentId}/force`, {})).toMatchObject({ status: 204, body: null });
  expect(await lost()).toMatchObject({ delegateKey: daughter.personKey, beneficiaryKey: mother.personKey });
  await withdrawn();
  await house.consents.end(consentId);
  await house.citizen(`/v1/consents/${consentId}/force`, {});
  expect(await lost()).toBe('ended');
  expect(await house.citizen(`/v1/consents/${randomUUID()}/force`, {})).toMatchObject({ status: 204 });
  expect(await house.citizen('/v1/consents/none/force', {})).toMatchObject({ status: 204 });
});
