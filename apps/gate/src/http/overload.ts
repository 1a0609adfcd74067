import { Problem } from '@sunbeon/core';
import { Counter, type Registry } from '@sunbeon/service-kit';
import type { RequestHandler } from 'express';

/** How much of the room is kept for people who have a number already: those who come new fill no more than the rest. */
const KEPT_FOR_HOLDERS = 0.25;
/** Whoever is turned away is asked to come again within this time, all of them spread over as long as taking them on will take. */
const SOONEST_SECONDS = 1;
const LATEST_SECONDS = 60;
/** Who has a number is kept away for no longer than this: it may be called meanwhile, or their time to book may run out. */
const HOLDERS_LATEST_SECONDS = 10;
const SECOND_MS = 1_000;

/** One for each wait: a surge is no time to note where each was made. */
const REFUSALS = Array.from(
  { length: LATEST_SECONDS },
  (_, more) => new Problem('overloaded', {}, SOONEST_SECONDS + more),
);

/**
 * Bounds the work a gate process takes on, so that those it has taken on are answered in time however many come. What is
 * beyond is turned away at once, for a tenth of what answering costs, and asked to come again when there will be room. It
 * counts calls and no milliseconds: a process that merely stood still for a moment turns nobody away.
 */
export class Overload {
  readonly #limit: number;
  readonly #counter: Counter;
  readonly #newcomers: ComingAgain;
  readonly #holders: ComingAgain;
  #inFlight = 0;

  /** @param limit calls under way at once, those that wait for Redis or for others; as many newcomers a second it surely can take on */
  constructor(limit: number, metrics: Registry) {
    this.#limit = limit;
    this.#newcomers = new ComingAgain(LATEST_SECONDS, limit);
    this.#holders = new ComingAgain(HOLDERS_LATEST_SECONDS, limit);
    this.#counter = new Counter({
      name: 'gate_turned_away_total',
      help: 'Requests answered 503 at once, because the process had taken on all it may',
      registers: [metrics],
    });
  }

  /**
   * What is said to a call that is read now, at `nowMs` of a clock that never goes back, instead of an answer; `null` when
   * it is taken on. People who have a number come before people who have none.
   */
  refusal(hasNumber: boolean, nowMs: number): Problem | null {
    const isFull = this.#inFlight >= (hasNumber ? this.#limit : this.#limit * (1 - KEPT_FOR_HOLDERS));
    const comingAgain = hasNumber ? this.#holders : this.#newcomers;
    if (!isFull) {
      comingAgain.takeOn(nowMs);
      return null;
    }
    this.#counter.inc();
    return REFUSALS[comingAgain.turnAway(nowMs) - SOONEST_SECONDS] ?? null;
  }

  /** Counts a call that is answered in this turn of the event loop among those under way until the turn is over. */
  inThisTurn(): void {
    this.#inFlight += 1;
    setImmediate(() => {
      this.#inFlight -= 1;
    });
  }

  /** Counts a call among those under way until there is an answer; what is answered at once is none. */
  whileUnderWay<Answer>(answer: Answer | Promise<Answer>): Answer | Promise<Answer> {
    if (!(answer instanceof Promise)) return answer;
    this.#inFlight += 1;
    return answer.finally(() => {
      this.#inFlight -= 1;
    });
  }
}

/**
 * When those turned away come again: each is appointed an instant of their own, one after the other at the pace at which people
 * are taken on, so that whoever was turned away first comes first, and no more come than there is room for.
 */
class ComingAgain {
  readonly #latestSeconds: number;
  readonly #slowestPace: number;
  #secondStartMs = 0;
  #takenOn = 0;
  #pace = 0;
  #appointedMs = 0;

  /** @param slowestPace people a second who are let come again however few are taken on */
  constructor(latestSeconds: number, slowestPace: number) {
    this.#latestSeconds = latestSeconds;
    this.#slowestPace = slowestPace;
  }

  takeOn(nowMs: number): void {
    this.#look(nowMs);
    this.#takenOn += 1;
  }

  /** Appoints one more; returns the whole seconds until then. */
  turnAway(nowMs: number): number {
    this.#look(nowMs);
    const pace = Math.max(this.#pace, this.#takenOn, this.#slowestPace);
    const soonestMs = Math.max(this.#appointedMs, nowMs + SOONEST_SECONDS * SECOND_MS) + SECOND_MS / pace;
    this.#appointedMs = Math.min(soonestMs, nowMs + this.#latestSeconds * SECOND_MS);
    return Math.floor((this.#appointedMs - nowMs) / SECOND_MS);
  }

  #look(nowMs: number): void {
    if (nowMs - this.#secondStartMs < SECOND_MS) return;
    this.#pace = Math.max(this.#takenOn, this.#pace / 2);
    this.#secondStartMs = nowMs;
    this.#takenOn = 0;
  }
}

/** What only people who have a number ask of Express: their draft, a text when they are called, their bookings. */
const OF_HOLDERS = /^\/v1\/(?:windows\/[^/]+\/draft|tickets|bookings)(?:\/|$)/;

/** {@link Overload} for everything that Express answers: pages, logins, what is forwarded. Probes must stand in front of it. */
export function turnAway(overload: Overload): RequestHandler {
  return ({ path }, _res, next) => {
    const refusal = overload.refusal(OF_HOLDERS.test(path), performance.now());
    if (refusal !== null) throw refusal;
    overload.inThisTurn();
    next();
  };
}
