import { randomUUID } from 'node:crypto';
import { myBookingsSchema } from '@sunbeon/core';
import { type GateClient, type Stack, StaffApi } from '@sunbeon/scripts';
import { mintSessions } from '@sunbeon/synthetic';
import { eventually } from '@sunbeon/test-kit';
import { fetch } from 'undici';
import { COHORT } from '../chaos/nights.ts';

const HOUR_MS = 3_600_000;
const SITES = 100;
const CAPACITY = 10_000;
const PATIENT = { timeoutMs: 60_000 };

/** An open window with more seats than anybody takes. */
export interface Evening {
  readonly windowId: string;
  readonly slots: readonly string[];
}

/** Somebody who was told a number and a booking, and holds us to both. */
export interface Person {
  readonly session: string;
  /** What Redis is told by that has lost the line. */
  readonly ticket: string;
  readonly number: number | null;
  readonly booked: string;
}

export async function openEvening({ staffUrl, secrets }: Stack, gate: GateClient): Promise<Evening> {
  const staff = new StaffApi(staffUrl, secrets.STAFF_KEY);
  const nowMs = Date.now();
  const { id } = await staff.createWindow({
    cohort: { ...COHORT, lastDigit: null },
    opensAt: new Date(nowMs - 1_000).toISOString(),
    closesAt: new Date(nowMs + HOUR_MS).toISOString(),
  });
  await staff.generateSlots(id, { sites: SITES, days: 5, timesPerDay: 2, capacity: CAPACITY });
  const slots = await eventually(async () => {
    const answer = await gate.slots(id);
    if (!answer.ok || answer.body.slots.length < SITES) throw new Error('slots not shown yet');
    return answer.body.slots.map((slot) => slot.id);
  }, PATIENT);
  return { windowId: id, slots };
}

/** So many people join, are admitted, book and read their number. */
export async function peopleWhoBook(
  { secrets }: Stack,
  gate: GateClient,
  { windowId, slots }: Evening,
  count: number,
): Promise<Person[]> {
  const people: Promise<Person>[] = [];
  for await (const batch of mintSessions(secrets, { count, ...COHORT })) {
    people.push(...batch.map(({ session }, index) => book(gate, windowId, session, slots[index % slots.length] ?? '')));
  }
  return Promise.all(people);
}

async function book(gate: GateClient, windowId: string, session: string, slot: string): Promise<Person> {
  const joined = await eventually(async () => answered(await gate.join(windowId, session)), PATIENT);
  const { pass } = await eventually(async () => answered(await gate.claim(joined.ticket)), PATIENT);
  const { requestId } = answered(await gate.book(pass, randomUUID(), [slot]));
  const booked = await eventually(async () => {
    const request = answered(await gate.bookingRequest(pass, requestId));
    if (request.booking === undefined) throw new Error(request.state);
    return request.booking.number;
  }, PATIENT);
  return { session, ticket: joined.ticket, number: joined.number, booked };
}

/** Whoever is told another number, or another booking, than before. */
export async function toldOtherwise(stack: Stack, gate: GateClient, people: readonly Person[]): Promise<number> {
  const told = await Promise.all(
    people.map(async ({ session, ticket, number, booked }) => {
      const again = await eventually(async () => answered(await gate.standing(ticket)), PATIENT);
      const mine = await fetch(`${stack.gateUrl}/v1/bookings/me`, { headers: { authorization: `Bearer ${session}` } });
      const { bookings } = myBookingsSchema.parse(await mine.json());
      return again.number === number && bookings.some((booking) => booking.number === booked);
    }),
  );
  return told.filter((same) => !same).length;
}

function answered<Body>(
  answer: { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly code: string },
): Body {
  if (answer.ok) return answer.body;
  throw new Error(answer.code);
}
