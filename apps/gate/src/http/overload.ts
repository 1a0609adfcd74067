import { Problem } from '@sunbeon/core';
import { Counter, type Registry } from '@sunbeon/service-kit';
import type { RequestHandler } from 'express';

/** How much of the room is kept for people who have a number already: those who come new fill no more than the rest. */
const KEPT_FOR_HOLDERS = 0.25;
/** A turn of the event loop that has answered so many for so long is late: whoever is still to be read in it has waited as long. */
const LATE_TURN_MS = 250;
const LATE_TURN_REQUESTS = 500;
/** Whoever is turned away is asked to come again within this time, all of them spread over as long as taking them on will take. */
const SOONEST_SECONDS = 1;
const LATEST_SECONDS = 10;
const SECOND_MS = 1_000;

/** One for each wait: a surge is no time to note where each was made. */
const REFUSALS = Array.from(
  { length: LATEST_SECONDS },
  (_, more) => new Problem('overloaded', {}, SOONEST_SECONDS + more),
);

/**
 * Bounds the work a gate process takes on, so that those it has taken on are answered in time however many come. What is
 * beyond is turned away at once, for a tenth of what answering costs, and asked to come again when there will be room. It
 * counts work and no clock of the machine's alone: a process that merely stood still for a moment turns nobody away.
 */
export class Overload {
  readonly #limit: number;
  readonly #counter: Counter<'why'>;
  readonly #random: () => number;
  #inFlight = 0;
  #turnStartMs = 0;
  #inTurn = 0;
  #secondStartMs = 0;
  #takenOn = 0;
  #turnedAway = 0;
  #spreadSeconds = 1;

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
      labelNames: ['why'],
      registers: [metrics],
    });
  }

  /**
   * What is said to a call that is read now, at `nowMs` of a clock that never goes back, instead of an answer; `null` when
   * it is taken on. People who have a number come before people who have none.
   */
  refusal(hasNumber: boolean, nowMs: number): Problem | null {
    if (nowMs - this.#secondStartMs >= SECOND_MS) this.#nextSecond(nowMs);
    if (this.#inTurn === 0) this.#beginTurn(nowMs);
    this.#inTurn += 1;
    const why = this.#why(hasNumber, nowMs);
    if (!hasNumber) this.#countNewcomer(why === null);
    if (why === null) return null;
    this.#counter.inc({ why });
    return REFUSALS[Math.floor(this.#random() * this.#spreadSeconds)] ?? null;
  }

  /** Counts a call among those under way until there is an answer; what is answered at once is none. */
  whileUnderWay<Answer>(answer: Answer | Promise<Answer>): Answer | Promise<Answer> {
    if (!(answer instanceof Promise)) return answer;
    this.#inFlight += 1;
    return answer.finally(() => {
      this.#inFlight -= 1;
    });
  }

  #why(hasNumber: boolean, nowMs: number): 'in-flight' | 'late-turn' | null {
    const room = hasNumber ? this.#limit : this.#limit * (1 - KEPT_FOR_HOLDERS);
    if (this.#inFlight >= room) return 'in-flight';
    const isLate = this.#inTurn > LATE_TURN_REQUESTS && nowMs - this.#turnStartMs > LATE_TURN_MS;
    return isLate && !hasNumber ? 'late-turn' : null;
  }

  /** What is read in one turn of the event loop is answered, or handed on, before anything that is set for after it. */
  #beginTurn(nowMs: number): void {
    this.#turnStartMs = nowMs;
    setImmediate(() => {
      this.#inTurn = 0;
    });
  }

  /** So many seconds of the present pace would it take to take on everybody who is turned away in this one. */
  #countNewcomer(isTakenOn: boolean): void {
    if (isTakenOn) this.#takenOn += 1;
    else this.#turnedAway += 1;
    const needed = Math.ceil(this.#turnedAway / Math.max(1, this.#takenOn));
    this.#spreadSeconds = Math.min(Math.max(needed, this.#spreadSeconds), LATEST_SECONDS);
  }

  #nextSecond(nowMs: number): void {
    this.#secondStartMs = nowMs;
    this.#spreadSeconds = Math.min(
      Math.max(1, Math.ceil(this.#turnedAway / Math.max(1, this.#takenOn))),
      LATEST_SECONDS,
    );
    this.#takenOn = 0;
    this.#turnedAway = 0;
  }
}

/** {@link Overload} for everything that Express answers: pages, logins, what is forwarded. Probes must stand in front of it. */
export function turnAway(overload: Overload): RequestHandler {
  return (_req, _res, next) => {
    const refusal = overload.refusal(false, performance.now());
    if (refusal !== null) throw refusal;
    next();
  };
}
