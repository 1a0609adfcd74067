import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { myBookingsSchema } from '@sunbeon/core';
import type { Answer, GateClient } from '@sunbeon/scripts';
import { type Pool, request } from 'undici';
import type { Latencies } from './latencies.ts';

/** What all journeys share. */
export interface Ground {
  readonly gateUrl: string;
  readonly client: GateClient;
  readonly pool: Pool;
  readonly windowId: string;
  /** Another window, in which nobody who waits is called during the run. */
  readonly quietWindowId: string;
  readonly municipalities: readonly string[];
  readonly latencies: Latencies;
  /** Milliseconds between two questions of somebody who waits. */
  readonly pollEveryMs: number;
}

/** How a journey ended: booked, left on purpose, or what stood in its way. */
export type Ending = 'booked' | 'cancelled' | 'closed-tab' | `failed: ${string}`;

/** Everybody asks so often how things are before asking for their own place, as people do who wait. */
const STATUS_POLLS = 5;
const MAX_POLLS = 600;
const OUTCOME_POLL_MS = 200;
const MAX_CHOICES = 3;
const MAX_TRIES = 8;
const CLOSES_TAB_SHARE = 0.03;
const CANCELS_SHARE = 0.05;

/** A journey that cannot go on. */
class Stuck extends Error {}

/** One person from the door to the booking, every call timed: join, wait, go in, choose, book, look, sometimes cancel. Never rejects. */
export async function journey(ground: Ground, session: string): Promise<Ending> {
  try {
    return await live(ground, session);
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function live(ground: Ground, session: string): Promise<Ending> {
  const { client, windowId } = ground;
  const { ticket } = await timed(ground, 'join', () => client.join(windowId, session));
  if (Math.random() < CLOSES_TAB_SHARE) return 'closed-tab';
  const pass = await waitForPass(ground, ticket);
  const slots = await choose(ground);
  const receipt = await timed(ground, 'book', () => client.book(pass, randomUUID(), slots));
  await decided(ground, pass, receipt.requestId);
  const [booking] = await myBookings(ground, session);
  if (booking === undefined) throw new Stuck('a confirmed booking is not shown');
  if (Math.random() >= CANCELS_SHARE) return 'booked';
  await plain(ground, 'DELETE', `/v1/bookings/${booking.id}`, session);
  return 'cancelled';
}

async function waitForPass(ground: Ground, ticket: string): Promise<string> {
  const { client, windowId, pollEveryMs } = ground;
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    await pause(pollEveryMs);
    if (polls < STATUS_POLLS) {
      await timed(ground, 'status', () => client.status(windowId));
      continue;
    }
    const { state } = await timed(ground, 'ticket', () => client.standing(ticket));
    if (state === 'called' || state === 'admitted')
      return (await timed(ground, 'claim', () => client.claim(ticket))).pass;
  }
  throw new Stuck('never called');
}

async function choose(ground: Ground): Promise<string[]> {
  const { client, windowId, municipalities } = ground;
  const municipality = municipalities[Math.floor(Math.random() * municipalities.length)] ?? '';
  const { slots } = await timed(ground, 'slots', () => client.slots(windowId, { municipality }));
  const free = slots.filter((slot) => slot.free > 0).map(({ id }) => id);
  if (free.length === 0) throw new Stuck('no free slot is shown');
  const from = Math.floor(Math.random() * free.length);
  return [...free.slice(from), ...free.slice(0, from)].slice(0, MAX_CHOICES);
}

async function decided(ground: Ground, pass: string, requestId: string): Promise<void> {
  for (let polls = 0; polls < MAX_POLLS; polls += 1) {
    await pause(OUTCOME_POLL_MS);
    const { state, code } = await timed(ground, 'outcome', () => ground.client.bookingRequest(pass, requestId));
    if (state === 'confirmed') return;
    if (state === 'rejected') throw new Stuck(code ?? 'rejected');
  }
  throw new Stuck('never decided');
}

async function myBookings(ground: Ground, session: string) {
  const path = '/v1/bookings/me';
  return myBookingsSchema.parse(await plain(ground, 'GET', path, session)).bookings;
}

/** A call of {@link GateClient} that must succeed. */
async function timed<Body>({ latencies }: Ground, kind: string, call: () => Promise<Answer<Body>>): Promise<Body> {
  const startMs = performance.now();
  const answer = await call();
  latencies.note(kind, performance.now() - startMs);
  if (!answer.ok) throw new Stuck(`${kind} was answered ${answer.status} ${answer.code}`);
  return answer.body;
}

/** Comes again when it is told to, as a page does. */
async function plain(ground: Ground, method: 'GET' | 'DELETE', path: string, session: string): Promise<unknown> {
  const { gateUrl, pool, latencies } = ground;
  const headers = { authorization: `Bearer ${session}`, accept: 'application/json' };
  for (let tries = 1; ; tries += 1) {
    const startMs = performance.now();
    const answer = await request(`${gateUrl}${path}`, { method, headers, dispatcher: pool });
    const text = await answer.body.text();
    if (answer.statusCode < 400) {
      latencies.note(method === 'GET' ? 'my bookings' : 'cancel', performance.now() - startMs);
      return JSON.parse(text);
    }
    const retryAfter = answer.headers['retry-after'];
    if (retryAfter === undefined || tries >= MAX_TRIES) throw new Stuck(`${method} was answered ${answer.statusCode}`);
    await pause(Number(retryAfter) * 1_000);
  }
}
