import { randomBytes, randomUUID } from 'node:crypto';
import type { BookingView, ConsentScope } from '@sunbeon/core';
import { blindIndexOf, parseSecret } from '@sunbeon/crypto';
import { decideBookings } from '@sunbeon/store';
import type { TestApi, TestPerson } from './an-api.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A window that is open, with one seat in each of `times` slots of the first clinic tomorrow, and the ids of the slots. */
export async function anOpenWindow({ staff, store }: TestApi, times = 3): Promise<{ id: string; slots: string[] }> {
  const id = `w-${randomBytes(4).toString('hex')}`;
  const nowMs = Date.now();
  await staff('POST', '/v1/staff/windows', {
    id,
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
    opensAt: new Date(nowMs - 1_000).toISOString(),
    closesAt: new Date(nowMs + DAY_MS).toISOString(),
  });
  await staff('POST', `/v1/staff/windows/${id}/slots`, { sites: 1, days: 1, timesPerDay: times, capacity: 1 });
  const slots = await store.prisma.slot.findMany({ where: { windowId: id }, orderBy: { startsAt: 'asc' } });
  return { id, slots: slots.map((slot) => String(slot.id)) };
}

/** Books a slot for somebody, as the worker does. */
export async function aBooking(
  { store, personSecret }: TestApi,
  { personKey, phone }: TestPerson,
  given: { readonly windowId: string; readonly slot: string; readonly number?: number; readonly consentId?: string },
): Promise<BookingView> {
  const requestId = `r-${randomBytes(16).toString('base64url')}`;
  const outcomes = await decideBookings(store, [
    {
      requestId,
      windowId: given.windowId,
      personKey,
      number: given.number ?? 1,
      choices: [given.slot],
      sealedContact: 'sealed',
      phoneIndex: blindIndexOf(parseSecret(personSecret), phone),
      language: 'ko',
      receivedAtMs: Date.now(),
      consentId: given.consentId,
    },
  ]);
  const outcome = outcomes.get(requestId);
  if (outcome?.state !== 'confirmed') throw new Error(`not booked: ${JSON.stringify(outcome)}`);
  return outcome.booking;
}

/** Somebody may act for somebody else, for an hour. */
export async function aConsent(
  { store }: TestApi,
  delegate: TestPerson,
  beneficiary: TestPerson,
  scope: readonly ConsentScope[] = ['book', 'change'],
): Promise<string> {
  const id = randomUUID();
  await store.prisma.consent.create({
    data: {
      id,
      reference: id.slice(0, 7),
      delegateKey: delegate.personKey,
      beneficiaryKey: beneficiary.personKey,
      state: 'given',
      relation: 'child',
      way: 'verification',
      scope: [...scope],
      days: 1,
      givenAt: new Date(),
      expiresAt: new Date(Date.now() + HOUR_MS),
      sealedDelegate: 'sealed',
      sealedNamed: 'sealed',
      matchIndex: 'match',
      phoneIndex: 'phone',
      sealedBeneficiary: 'sealed',
      language: 'ko',
    },
  });
  return id;
}
