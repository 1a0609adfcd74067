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
  readonly #random: () => number;
  readonly #newcomers = new ComingAgain(LATEST_SECONDS);
  readonly #holders = new ComingAgain(HOLDERS_LATEST_SECONDS);
  #inFlight = 0;

  /**
   * @param limit calls under way at once, those that wait for Redis or for others
   * @param random uniform in [0, 1)
   */
  constructor(limit: number, metrics: Registry, random: () => number = Math.random) {
    this.#limit = limit;
    this.#random = random;
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
    const withinSeconds = (hasNumber ? this.#holders : this.#newcomers).note(isFull, nowMs);
    if (!isFull) return null;
    this.#counter.inc();
    return REFUSALS[Math.floor(this.#random() * withinSeconds)] ?? null;
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
 * Over how many seconds those turned away come again. Those of the present second had been spread over the present spread,
 * so there are so many times as many of them as came in it: all will be served in that time at the present pace.
 */
class ComingAgain {
  readonly #latestSeconds: number;
  #secondStartMs = 0;
  #takenOn = 0;
  #turnedAway = 0;
  #spreadSeconds = SOONEST_SECONDS;

  constructor(latestSeconds: number) {
    this.#latestSeconds = latestSeconds;
  }

  /** Counts one more, and says within how many seconds they are to come again if they are turned away. */
  note(isTurnedAway: boolean, nowMs: number): number {
    if (nowMs - this.#secondStartMs >= SECOND_MS) this.#nextSecond(nowMs);
    if (isTurnedAway) this.#turnedAway += 1;
    else this.#takenOn += 1;
    return Math.max(this.#needed(), this.#spreadSeconds);
  }

  #needed(): number {
    const needed = Math.ceil((this.#spreadSeconds * this.#turnedAway) / Math.max(1, this.#takenOn));
    return Math.min(Math.max(needed, SOONEST_SECONDS), this.#latestSeconds);
  }

  #nextSecond(nowMs: number): void {
    this.#spreadSeconds = this.#needed();
    this.#secondStartMs = nowMs;
    this.#takenOn = 0;
    this.#turnedAway = 0;
  }
}

/** {@link Overload} for everything that Express answers: pages, logins, what is forwarded. Probes must stand in front of it. */
export function turnAway(overload: Overload): RequestHandler {
  return (_req, _res, next) => {
    const refusal = overload.refusal(false, performance.now());
    if (refusal !== null) throw refusal;
    overload.inThisTurn();
    next();
  };
}
