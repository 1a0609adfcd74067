import type { OutflowLimits } from '@sunbeon/core';
import type { Chance } from '../chance.ts';
import type { Conditions } from './simulated-line.ts';

/** What the people and the staff of one night are like. */
export interface Climate {
  readonly noShowShare: number;
  /** Mean time from taking a seat to giving it up, when the night begins. */
  readonly sessionSeconds: number;
  readonly limits: OutflowLimits;
}

/** A night of any size, limited by its seats or by its pace. */
export function climateOf(chance: Chance, noShowShare: number): Climate {
  const maxActive = Math.round(Math.exp(chance.between(Math.log(60), Math.log(600))));
  const sessionSeconds = chance.between(20, 150);
  const maxPerSecond = Math.max(1, Math.round((maxActive / sessionSeconds) * chance.between(0.5, 4)));
  return { noShowShare, sessionSeconds, limits: { maxActive, maxPerSecond, admissionSeconds: 600, pace: 1 } };
}

/** Mean seconds between changes, and how large they are. */
const SESSIONS = { everySeconds: 300, spread: 0.2 };
const STAFF = { everySeconds: 1_800, low: 0.7, high: 1.4 };
const SLOW_DATABASE = { everySeconds: 900, shortest: 20, longest: 90, low: 0.3, high: 0.8 };
const PAUSE = { everySeconds: 1_800, shortest: 20, longest: 120 };

/** What changes in the course of a night: how long people take, what staff allow, how fast the database is, pauses. */
export class Weather implements Conditions {
  readonly #chance: Chance;
  readonly #usualSessionSeconds: number;
  sessionSeconds: number;
  limits: OutflowLimits;
  #sessionsAt: number;
  #staffAt: number;
  #slow: { from: number; until: number; pace: number };
  #pause: { from: number; until: number };
  paused = false;

  constructor(chance: Chance, { sessionSeconds, limits }: Climate) {
    this.#chance = chance;
    this.#usualSessionSeconds = sessionSeconds;
    this.sessionSeconds = sessionSeconds;
    this.limits = limits;
    this.#sessionsAt = chance.after(SESSIONS.everySeconds);
    this.#staffAt = chance.after(STAFF.everySeconds);
    this.#slow = this.#nextSlow(0);
    this.#pause = this.#nextPause(0);
  }

  /** Goes on to `second` of the night. */
  reach(second: number): void {
    const chance = this.#chance;
    if (second >= this.#sessionsAt) {
      this.sessionSeconds = chance.around(this.#usualSessionSeconds, SESSIONS.spread);
      this.#sessionsAt = second + chance.after(SESSIONS.everySeconds);
    }
    if (second >= this.#staffAt) {
      const maxActive = Math.round(this.limits.maxActive * chance.between(STAFF.low, STAFF.high));
      this.limits = { ...this.limits, maxActive };
      this.#staffAt = second + chance.after(STAFF.everySeconds);
    }
    if (second >= this.#slow.until) this.#slow = this.#nextSlow(second);
    this.limits = { ...this.limits, pace: second >= this.#slow.from ? this.#slow.pace : 1 };
    if (second >= this.#pause.until) this.#pause = this.#nextPause(second);
    this.paused = second >= this.#pause.from;
  }

  #nextSlow(second: number) {
    const from = second + this.#chance.after(SLOW_DATABASE.everySeconds);
    const until = from + this.#chance.between(SLOW_DATABASE.shortest, SLOW_DATABASE.longest);
    return { from, until, pace: this.#chance.between(SLOW_DATABASE.low, SLOW_DATABASE.high) };
  }

  #nextPause(second: number) {
    const from = second + this.#chance.after(PAUSE.everySeconds);
    return { from, until: from + this.#chance.between(PAUSE.shortest, PAUSE.longest) };
  }
}
