import { randomUUID } from 'node:crypto';
import { type BookedSlot, expectedWait, pollAfterMs, type TicketGrant } from '@sunbeon/core';
import type { Answer } from '@sunbeon/scripts';
import { COME_AGAIN_SECONDS } from '@sunbeon/waiting-room';
import type { Role } from './cast.ts';
import type { Chronicle, Tally } from './chronicle.ts';
import type { CrowdClient } from './crowd-client.ts';
import { keepWait, Looks } from './told-wait.ts';

/** What all citizens of a night share. */
export interface Stage {
  readonly client: CrowdClient;
  readonly windowId: string;
  readonly opensAtMs: number;
  /** The code of each site's municipality; people look for a slot where they live, which is where the sites are. */
  readonly municipalities: readonly string[];
  readonly random: () => number;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly tally: Tally;
}

export interface Citizen {
  readonly personKey: string;
  readonly session: string;
  readonly role: Role;
}

const MAX_BOOKING_TRIES = 12;
const MAX_CHOICES = 3;
const OUTCOME_POLL_MS = 400;
const MAX_OUTCOME_POLLS = 150;

/** One person's night from first try to booking, over HTTP only, waiting by honest polling. Never rejects for an answer of the gate. */
export async function liveTheNight(stage: Stage, citizen: Citizen): Promise<Chronicle> {
  const { role } = citizen;
  const chronicle = blankChronicle(citizen);
  const early = role.habit === 'early' ? await tryEarly(stage, citizen, chronicle) : null;
  await until(stage, stage.opensAtMs + role.arrivesAfterMs);
  const ticket = early ?? (await join(stage, citizen, chronicle));
  if (ticket !== null && role.habit === 'closes-tab') chronicle.ending = 'closed-tab';
  else if (ticket !== null) await waitAndBook(stage, chronicle, ticket);
  stage.tally.ended += 1;
  return chronicle;
}

function blankChronicle({ personKey, role }: Citizen): Chronicle {
  return {
    personKey,
    eligible: role.eligible,
    habit: role.habit,
    earlyAnswer: null,
    join: null,
    secondNumber: null,
    rejections: [],
    admittedAtMs: null,
    bookedAtMs: null,
    waits: [],
    ending: 'unfinished',
    bookingId: null,
  };
}

/** Whoever tries early and is served only after the opening, because so many others did, has a number like everybody else. */
async function tryEarly(stage: Stage, { session, role }: Citizen, chronicle: Chronicle): Promise<string | null> {
  await until(stage, stage.opensAtMs - role.triesBeforeMs);
  const sentAtMs = stage.nowMs();
  const answer = await stage.client.join(stage.windowId, session);
  stage.tally.early += 1;
  chronicle.earlyAnswer = answer.ok ? letIn(stage) : answer.code;
  return answer.ok ? placed(stage, chronicle, sentAtMs, answer.body) : null;
}

function letIn({ nowMs, opensAtMs }: Stage): 'let-in' | 'opened-meanwhile' {
  return nowMs() < opensAtMs ? 'let-in' : 'opened-meanwhile';
}

async function join(stage: Stage, { session, role }: Citizen, chronicle: Chronicle): Promise<string | null> {
  const sentAtMs = stage.nowMs();
  const answer = await stage.client.join(stage.windowId, session);
  if (!answer.ok) {
    chronicle.ending = answer.code;
    return null;
  }
  const ticket = placed(stage, chronicle, sentAtMs, answer.body);
  if (role.habit === 'two-devices') {
    const second = await stage.client.join(stage.windowId, session);
    chronicle.secondNumber = second.ok ? second.body.number : null;
  }
  return ticket;
}

function placed(stage: Stage, chronicle: Chronicle, sentAtMs: number, { ticket, number, eta }: TicketGrant): string {
  const answeredAtMs = stage.nowMs();
  // A night of 2021 has no lobby, so everybody has a number.
  chronicle.join = { sentAtMs, answeredAtMs, number: number ?? 0 };
  keepWait(chronicle.waits, 'joining', answeredAtMs, eta);
  stage.tally.joined += 1;
  return ticket;
}

async function waitAndBook(stage: Stage, chronicle: Chronicle, ticket: string): Promise<void> {
  const pass = await waitForPass(stage, chronicle, ticket);
  if (pass === null) return;
  chronicle.admittedAtMs = stage.nowMs();
  stage.tally.admitted += 1;
  await book(stage, chronicle, pass);
}

/** Polls the public status, subtracts, and claims when the number is called: what the waiting page does. */
async function waitForPass(stage: Stage, chronicle: Chronicle, ticket: string): Promise<string | null> {
  const number = chronicle.join?.number ?? 0;
  const looks = new Looks(chronicle.waits, number);
  for (;;) {
    const status = await stage.client.status(stage.windowId);
    if (!status.ok) {
      await stage.pause(pollAfterMs(null, stage.random()));
      continue;
    }
    looks.look(status.body, stage.nowMs());
    if (['closed', 'exhausted'].includes(status.body.state)) return ended(chronicle, status.body.state);
    if (status.body.serving < number) {
      await stage.pause(pollAfterMs(expectedWait(status.body, number), stage.random()));
      continue;
    }
    const claimed = await stage.client.claim(ticket);
    if (claimed.ok) return claimed.body.pass;
    if (claimed.code !== 'not-called') return ended(chronicle, claimed.code);
    // Called, but every seat is taken: the gate says when to ask again, and the window may be paused or exhausted by then.
    await stage.pause(COME_AGAIN_SECONDS * 1_000 * (1 + stage.random() / 2));
  }
}

function ended(chronicle: Chronicle, ending: string): null {
  chronicle.ending = ending;
  return null;
}

async function book(stage: Stage, chronicle: Chronicle, pass: string): Promise<void> {
  let offered: readonly BookedSlot[] = [];
  for (let tries = 0; tries < MAX_BOOKING_TRIES; tries += 1) {
    const free = offered.length > 0 ? null : await chooseSlots(stage);
    if (free?.ok === false) return void ended(chronicle, free.code);
    const choices = free === null ? offered.map(({ id }) => id) : free.body;
    if (choices.length === 0) continue;
    const receipt = await stage.client.book(pass, randomUUID(), choices);
    if (!receipt.ok) return void ended(chronicle, receipt.code);
    const outcome = await awaitOutcome(stage, pass, receipt.body.requestId);
    if (outcome?.state === 'confirmed') {
      chronicle.ending = 'booked';
      chronicle.bookedAtMs = stage.nowMs();
      chronicle.bookingId = outcome.booking?.id ?? null;
      stage.tally.booked += 1;
      return;
    }
    const code = outcome?.code ?? 'no-outcome';
    chronicle.rejections.push(code);
    if (code !== 'slot-full') return void ended(chronicle, code);
    offered = outcome?.alternatives ?? [];
  }
  ended(chronicle, 'no-free-slot');
}

/** Up to three free slots near home, or near any other town when home has none. */
function chooseSlots({ client, windowId, municipalities, random }: Stage): Promise<Answer<readonly string[]>> {
  const municipality = municipalities[Math.floor(random() * municipalities.length)] ?? '';
  return client.freeSlots(windowId, municipality, MAX_CHOICES, random);
}

async function awaitOutcome(stage: Stage, pass: string, requestId: string) {
  for (let polls = 0; polls < MAX_OUTCOME_POLLS; polls += 1) {
    await stage.pause(OUTCOME_POLL_MS);
    const answer = await stage.client.bookingRequest(pass, requestId);
    if (answer.ok && answer.body.state !== 'received') return answer.body;
  }
  return null;
}

async function until({ nowMs, pause }: Stage, instantMs: number): Promise<void> {
  const left = instantMs - nowMs();
  if (left > 0) await pause(left);
}
