import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decideBookings } from '@sunbeon/store';
import { anApi, type TestApi } from './an-api.ts';

let house: TestApi;

beforeAll(async () => {
  house = await anApi();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

test('a person sees what is committed for them, and nobody else does', async () => {
  const person = await house.person();
  const stranger = await house.person();
  const bookingId = await bookFor(person.personKey);

  const mine = await house.citizen('/v1/bookings/me', { authorization: `Bearer ${person.session}` });
  expect(mine).toMatchObject({
    status: 200,
    body: { bookings: [{ id: bookingId, state: 'confirmed', message: 'queued' }] },
  });
  const byCookie = await house.citizen('/v1/bookings/me', { cookie: `theme=dark; sunbeon_session=${person.session}` });
  expect(byCookie.body).toEqual(mine.body);
  const theirs = await house.citizen('/v1/bookings/me', { authorization: `Bearer ${stranger.session}` });
  expect(theirs).toMatchObject({ status: 200, body: { bookings: [] } });
});

test.each([
  ['nobody', {}, 'login-required'],
  ['a forged session', { authorization: 'Bearer e30.e30.x' }, 'session-invalid'],
  ['a session in a parameter', { cookie: 'other=1' }, 'login-required'],
])('%s is refused', async (_who, headers, code) => {
  expect(await house.citizen('/v1/bookings/me?session=x', headers)).toMatchObject({ status: 401, body: { code } });
});

test('the staff API does not exist on the citizens’ door', async () => {
  const answer = await house.citizen('/v1/staff/windows', { authorization: `Bearer ${house.staffKey}` });
  expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
});

async function bookFor(personKey: string): Promise<string> {
  const nowMs = Date.now();
  await house.staff('POST', '/v1/staff/windows', {
    id: 'open',
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
    opensAt: new Date(nowMs - 1_000).toISOString(),
    closesAt: new Date(nowMs + 3_600_000).toISOString(),
  });
  await house.staff('POST', '/v1/staff/windows/open/slots', { sites: 1, days: 1, timesPerDay: 1, capacity: 1 });
  const slot = await house.store.prisma.slot.findFirstOrThrow({ where: { windowId: 'open' } });
  const requestId = `r-${randomBytes(16).toString('base64url')}`;
  const outcomes = await decideBookings(house.store, [
    {
      requestId,
      windowId: 'open',
      personKey,
      number: 1,
      choices: [String(slot.id)],
      sealedContact: 'sealed',
      phoneIndex: null,
      language: 'ko',
      receivedAtMs: nowMs,
    },
  ]);
  const outcome = outcomes.get(requestId);
  if (outcome?.state !== 'confirmed') throw new Error('not booked');
  return outcome.booking.id;
}
