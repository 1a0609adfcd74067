import { setTimeout as pause } from 'node:timers/promises';
import {
  admissionGrantSchema,
  expectedWait,
  pollAfterMs,
  type TicketGrant,
  ticketGrantSchema,
  type WindowStatus,
  windowStatusSchema,
} from '@sunbeon/core';
import type { Chance } from '../chance.ts';
import { bookASlot } from './book-a-slot.ts';
import { type Browser, nowMs, type Question, retryDelayMs, type Timed, worthRepeating } from './browser.ts';
import { changeTheirMind } from './change-their-mind.ts';
import type { Entry, History } from './history.ts';

/** One window's evening as its people know it. */
export interface Night {
  readonly windowId: string;
  readonly opensAtMs: number;
}

/** What all citizens of a run share. */
export interface Stage {
  readonly browser: Browser;
  readonly history: History;
  readonly chance: Chance;
  /** Aborts when patience ends for everybody: long after the last fault. */
  readonly patience: AbortSignal;
  /** Whether the stack lets people cancel and move by themselves. */
  readonly mayChange: boolean;
}

export interface Person {
  readonly personKey: string;
  readonly session: string;
  /** Milliseconds after the opening. */
  readonly arrivesAfterMs: number;
}

/** A person in the middle of their evening. */
export interface Visit extends Stage, Person {
  readonly night: Night;
}

/** Somebody gave up because patience ended: on a healed stack nobody should. */
class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

const EARLY_SHARE = 0.1;
const EARLY_BY_MS = 2_500;
const SECOND_DEVICE_SHARE = 0.1;
const MOST_THINKING_MS = 3_000;
const NOT_CALLED_RETRY_MS = 1_000;

/** One person's evening, from first try to last look; notes everything, and how it ended. Never rejects. */
export async function liveTheEvening(stage: Stage, person: Person, night: Night): Promise<void> {
  const visit: Visit = { ...stage, ...person, night };
  const ending = await evening(visit).catch((error: unknown) =>
    error instanceof GivenUp ? 'given-up' : `broken: ${error instanceof Error ? error.message : String(error)}`,
  );
  const atMs = nowMs();
  note(visit, { what: 'end', ending, code: null, sentAtMs: atMs, answeredAtMs: atMs });
}

async function evening(visit: Visit): Promise<string> {
  const { chance, night } = visit;
  let early: Ticket | null = null;
  if (chance.happens(EARLY_SHARE)) {
    await rest(visit, night.opensAtMs - chance.between(0, EARLY_BY_MS) - nowMs());
    early = ticketOf(await askForTicket(visit, null));
  }
  await rest(visit, night.opensAtMs + visit.arrivesAfterMs - nowMs());
  // On a slow machine the early ones may have been late, and have a place: that is kept, as a page keeps it.
  const ticket = early ?? (await join(visit, null));
  const pass = await waitForPass(visit, ticket);
  if ('ending' in pass) return pass.ending;
  await rest(visit, chance.between(0, MOST_THINKING_MS));
  const ended = await bookASlot(visit, pass.pass);
  if (ended.booking === null) return ended.ending;
  await changeTheirMind(visit, ended.booking);
  return ended.ending;
}

interface Ticket {
  readonly text: string;
  readonly number: number;
}

/** Asks for a place until there is one; a ticket from before is shown. */
async function join(visit: Visit, before: string | null): Promise<Ticket> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askForTicket(visit, before);
    const ticket = ticketOf(answer);
    if (ticket !== null) return ticket;
    const retryAfterMs = answer.ok ? null : answer.retryAfterMs;
    await rest(visit, retryDelayMs(attempt, retryAfterMs, visit.chance.between(0, 1)));
  }
}

/** Once; should it fail, the ticket is as good as before. */
async function showTicket(visit: Visit, ticket: Ticket): Promise<Ticket> {
  return ticketOf(await askForTicket(visit, ticket.text)) ?? ticket;
}

function ticketOf(answer: Timed<TicketGrant>): Ticket | null {
  return answer.ok && answer.body.number !== null ? { text: answer.body.ticket, number: answer.body.number } : null;
}

async function askForTicket(visit: Visit, before: string | null) {
  const { windowId } = visit.night;
  const answer = await visit.browser.ask({
    method: 'POST',
    path: `/v1/windows/${windowId}/tickets`,
    schema: ticketGrantSchema,
    bearer: visit.session,
    body: before === null ? {} : { ticket: before },
  });
  note(visit, { what: 'join', ...told(answer), number: answer.ok ? answer.body.number : null });
  return answer;
}

/** Polls the public status, claims when called: what the waiting page does, a second device and a lost ticket included. */
async function waitForPass(visit: Visit, first: Ticket): Promise<{ pass: string } | { ending: string }> {
  let ticket = first;
  let hasSecondDevice = visit.chance.happens(SECOND_DEVICE_SHARE);
  let epoch: number | null = null;
  for (let misses = 0; ; ) {
    const status = await visit.browser.ask(statusOf(visit.night.windowId));
    if (!status.ok) {
      misses += 1;
      await rest(visit, retryDelayMs(misses, status.retryAfterMs, visit.chance.between(0, 1)));
      continue;
    }
    misses = 0;
    const { state, serving } = status.body;
    if (state === 'closed' || state === 'exhausted') return { ending: state };
    // The line was lost and is there again: time to show the ticket.
    if (hasSecondDevice || (epoch !== null && epoch !== status.body.epoch)) ticket = await showTicket(visit, ticket);
    hasSecondDevice = false;
    epoch = status.body.epoch;
    if (serving >= ticket.number) {
      const claimed = await claim(visit, ticket);
      if ('pass' in claimed || 'ending' in claimed) return claimed;
      if (claimed.again) ticket = await join(visit, null);
    }
    await rest(visit, nextLookMs(visit, status.body, ticket.number));
  }
}

function statusOf(windowId: string): Question<WindowStatus> {
  return { path: `/v1/windows/${windowId}/status`, schema: windowStatusSchema };
}

/** Asks for the seat until there is an answer; `again` when the ticket is no longer taken. */
async function claim(
  visit: Visit,
  ticket: Ticket,
): Promise<{ pass: string } | { ending: string } | { again: boolean }> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await visit.browser.ask({
      method: 'POST',
      path: '/v1/admissions',
      schema: admissionGrantSchema,
      bearer: ticket.text,
      body: {},
    });
    note(visit, { what: 'claim', ...told(answer) });
    if (answer.ok) return { pass: answer.body.pass };
    if (answer.code === 'not-called') {
      await rest(visit, answer.retryAfterMs ?? NOT_CALLED_RETRY_MS);
      return { again: false };
    }
    if (answer.code === 'ticket-invalid') return { again: true };
    if (answer.code === 'window-closed') return { ending: 'closed' };
    if (!worthRepeating(answer)) return { ending: answer.code };
    await rest(visit, retryDelayMs(attempt, answer.retryAfterMs, visit.chance.between(0, 1)));
  }
}

function nextLookMs({ chance }: Visit, status: WindowStatus, number: number): number {
  return pollAfterMs(expectedWait(status, number), chance.between(0, 1));
}

/** Waits; gives up when everybody's patience has ended. */
export async function rest({ patience }: Visit, ms: number): Promise<void> {
  if (patience.aborted) throw new GivenUp();
  if (ms > 0) await pause(ms, undefined, { signal: patience }).catch(() => null);
}

/** What an answer adds to its line in the history. */
export function told(answer: Timed<unknown>) {
  const { sentAtMs, answeredAtMs } = answer;
  return { sentAtMs, answeredAtMs, code: answer.ok ? null : answer.code };
}

type Told<Line> = Line extends Entry ? Omit<Line, 'person' | 'windowId'> : never;

/** Writes a line about this person into the history. */
export function note({ history, personKey, night }: Visit, line: Told<Entry>): void {
  history.note({ person: personKey, windowId: night.windowId, ...line });
}
