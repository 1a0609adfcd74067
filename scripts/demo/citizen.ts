import { randomUUID } from 'node:crypto';
import type { SlotList } from '@sunbeon/core';
import type { GateClient } from '../people/gate-client.ts';

/** What the citizens of a demo share. */
export interface Demo {
  readonly gate: GateClient;
  readonly windowId: string;
  readonly random: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
  /** The slots as they were a few seconds ago, asked for once for everybody. */
  readonly slots: () => Promise<SlotList['slots']>;
}

const MAX_CHOICES = 3;
const MAX_BOOKING_TRIES = 4;
const MAX_OUTCOME_POLLS = 60;
const OUTCOME_POLL_MS = 500;
/** Reading the list and deciding. */
const THINKS_AT_LEAST_MS = 1_500;
const THINKS_LONGER_MS = 3_500;

export type Ending = 'booked' | 'refused' | 'gave-up';

/** One person's way from joining to the confirmation, over HTTP only, asking again when the gate says so. */
export async function goThrough(demo: Demo, session: string): Promise<Ending> {
  const joined = await demo.gate.join(demo.windowId, session);
  if (!joined.ok) return 'refused';
  const pass = await waitForPass(demo, joined.body.ticket);
  return pass === null ? 'gave-up' : book(demo, pass);
}

async function waitForPass({ gate, pause }: Demo, ticket: string): Promise<string | null> {
  for (;;) {
    const standing = await gate.standing(ticket);
    if (!standing.ok) return null;
    if (standing.body.state === 'called' || standing.body.state === 'admitted') {
      const claimed = await gate.claim(ticket);
      if (claimed.ok) return claimed.body.pass;
      if (claimed.code !== 'not-called') return null;
    }
    await pause(standing.body.pollAfterMs);
  }
}

async function book(demo: Demo, pass: string): Promise<Ending> {
  let choices: string[] = [];
  for (let tries = 0; tries < MAX_BOOKING_TRIES; tries += 1) {
    await demo.pause(THINKS_AT_LEAST_MS + demo.random() * THINKS_LONGER_MS);
    if (choices.length === 0) choices = await chooseSlots(demo);
    if (choices.length === 0) continue;
    const outcome = await submit(demo, pass, choices);
    if (outcome?.state === 'confirmed') return 'booked';
    if (outcome?.code !== 'slot-full') return 'refused';
    choices = (outcome.alternatives ?? []).slice(0, MAX_CHOICES).map(({ id }) => id);
  }
  return 'gave-up';
}

async function chooseSlots({ slots, random }: Demo): Promise<string[]> {
  const free = (await slots()).filter((slot) => slot.free > 0);
  const picks = Array.from({ length: MAX_CHOICES }, () => free[Math.floor(random() * free.length)]?.id);
  return [...new Set(picks.filter((id) => id !== undefined))];
}

/** Sends the request and asks for its outcome; sends it again with the same key when nobody knows of it. */
async function submit({ gate, pause }: Demo, pass: string, choices: readonly string[]) {
  const key = randomUUID();
  let receipt = await gate.book(pass, key, choices);
  for (let polls = 0; receipt.ok && polls < MAX_OUTCOME_POLLS; polls += 1) {
    await pause(OUTCOME_POLL_MS);
    const answer = await gate.bookingRequest(pass, receipt.body.requestId);
    if (answer.ok && answer.body.state !== 'received') return answer.body;
    if (!answer.ok && answer.code === 'request-unknown') receipt = await gate.book(pass, key, choices);
  }
  return null;
}
