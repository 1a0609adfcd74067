import { setTimeout as pause } from 'node:timers/promises';
import { ticketGrantSchema } from '@sunbeon/core';
import type { Wire } from '../wire/wire.ts';

/** What a surge was answered, added up. */
export interface Answered {
  /** Answers to first calls, by status; 0 where the connection ended without one. */
  readonly first: Map<number, number>;
  /** 503 without `Retry-After`, and answers nobody should get. */
  readonly wrong: string[];
  turnedAway: number;
  /** Calls whose connection ended without an answer, or was silent for two minutes. */
  unanswered: number;
  retries: number;
  /** Milliseconds from when each first call was due to its answer, of those who got a number at once. */
  readonly takenOnMs: number[];
  readonly turnedAwayMs: number[];
}

/** Somebody who wants a number, and has it in the end. */
export interface Newcomer {
  readonly bearer: string;
  number: number | null;
  ticket: string;
}

const WRONG_KEPT = 10;
const LONGEST_RETRY_SECONDS = 60;

export function nobodyAnswered(): Answered {
  return { first: new Map(), wrong: [], turnedAway: 0, unanswered: 0, retries: 0, takenOnMs: [], turnedAwayMs: [] };
}

/** A join as it goes over the wire. */
function joinRequest(windowId: string, bearer: string): string {
  const head = `POST /v1/windows/${windowId}/tickets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n`;
  return `${head}Authorization: ${bearer}\r\n\r\n`;
}

/** Asks for a number, first at `dueMs` of `performance.now()`, and again whenever told to, until there is one or `untilMs`. */
export async function getANumber(
  { wire, windowId, answered }: { readonly wire: Wire; readonly windowId: string; readonly answered: Answered },
  newcomer: Newcomer,
  dueMs: number,
  untilMs: number,
): Promise<void> {
  for (let tries = 0; performance.now() < untilMs; tries += 1) {
    const answer = await wire.ask(joinRequest(windowId, newcomer.bearer));
    const tookMs = performance.now() - dueMs;
    const status = answer?.status ?? 0;
    if (tries === 0) answered.first.set(status, (answered.first.get(status) ?? 0) + 1);
    else answered.retries += 1;
    if (answer !== null && (status === 200 || status === 201)) {
      const { number, ticket } = ticketGrantSchema.parse(JSON.parse(answer.body));
      Object.assign(newcomer, { number, ticket });
      if (tries === 0) answered.takenOnMs.push(tookMs);
      return;
    }
    if (tries === 0 && status === 503) answered.turnedAwayMs.push(tookMs);
    if (status === 503) answered.turnedAway += 1;
    const isRight = status === 503 && answer?.retryAfter !== null;
    if (answer === null) answered.unanswered += 1;
    else if (!isRight && answered.wrong.length < WRONG_KEPT) answered.wrong.push(`${status} ${answer.body}`);
    await pause(Math.min(answer?.retryAfter ?? 1, LONGEST_RETRY_SECONDS) * 1_000);
  }
}
