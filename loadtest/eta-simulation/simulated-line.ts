import {
  AGE_BANDS,
  ageStepMs,
  allowance,
  type CallingRate,
  callingRate,
  callsFor,
  fade,
  NO_TURNOUT,
  type OutflowLimits,
  stillComing,
  type Turnout,
} from '@sunbeon/core';
import { COME_AGAIN_SECONDS } from '@sunbeon/waiting-room';
import type { Chance } from '../chance.ts';

export const TICK_MS = 100;
const TICKS_PER_SECOND = 1_000 / TICK_MS;
/** As the controller has it. */
const GRACE_TICKS = 3 * TICKS_PER_SECOND;
const COME_AGAIN_TICKS = COME_AGAIN_SECONDS * TICKS_PER_SECOND;

/** A page near the front asks about once a second. */
const COMES_WITHIN_SECONDS = { shortest: 0.1, longest: 1.2 };
/** Of those who closed the tab, some come back. */
const LATE = { share: 0.2, soonestSeconds: 10, latestSeconds: 300 };
/** Of those with a seat, some never book and leave it to expire. */
const LEAVES_SEAT_SHARE = 0.03;
const SESSION_SPREAD = 0.5;

/** What a line lives under; it may change from tick to tick. */
export interface Conditions {
  readonly paused: boolean;
  readonly limits: OutflowLimits;
  /** Mean time from taking a seat to giving it up. */
  readonly sessionSeconds: number;
}

interface Caller {
  readonly calledTick: number;
  readonly late: boolean;
}

/** A line without Redis that lives by the rules of the outflow, tick by tick, with people who come, stay away or are late. */
export class SimulatedLine {
  readonly #chance: Chance;
  readonly #weather: Conditions;
  readonly #noShowShare: number;
  /** Per tick: who knocks then, and how many seats are given up then. */
  readonly #knocks = new Map<number, Caller[]>();
  readonly #freed = new Map<number, number>();
  /** Per tick of the call: how many have not come yet. */
  readonly #expected = new Map<number, number>();
  #turnout: Turnout = NO_TURNOUT;
  #carry = 0;
  #activeAtTick = 0;
  #tick = 0;
  /** Instant of the call by number, in seconds; index 0 is unused. */
  readonly calledAt: number[] = [0];
  rate: CallingRate | null = null;
  active = 0;
  admitted = 0;
  noSeat = 0;

  constructor(chance: Chance, weather: Conditions, noShowShare: number) {
    this.#chance = chance;
    this.#weather = weather;
    this.#noShowShare = noShowShare;
  }

  get serving(): number {
    return this.calledAt.length - 1;
  }

  get second(): number {
    return this.#tick / TICKS_PER_SECOND;
  }

  /** One tick of the controller, with `issued` numbers given so far. */
  step(issued: number): void {
    this.#tick += 1;
    this.#giveUpSeats();
    for (const caller of this.#knocks.get(this.#tick) ?? []) this.#knock(caller);
    this.#knocks.delete(this.#tick);
    this.#forgetGone();
    this.#turnout = fade(this.#turnout, TICK_MS, this.active);
    const { heldMs, grown } = this.#turnout;
    this.#turnout = {
      ...this.#turnout,
      heldMs: heldMs + this.active * TICK_MS,
      grown: grown + this.active - this.#activeAtTick,
    };
    this.#activeAtTick = this.active;
    if (this.#weather.paused) {
      this.#carry = 0;
      this.rate = null;
      return;
    }
    this.#call(issued);
    this.rate = callingRate(this.#turnout, this.#weather.limits, this.active);
  }

  #call(issued: number): void {
    const { limits } = this.#weather;
    const allowed = this.#carry + allowance(this.#turnout, limits, TICK_MS);
    const free = limits.maxActive - this.active - stillComing(this.#turnout, this.#expectedByAge());
    const called = Math.max(0, Math.min(Math.floor(allowed), callsFor(this.#turnout, free), issued - this.serving));
    this.#carry = Math.min(allowed - called, 1);
    if (called > 0) this.#expected.set(this.#tick, (this.#expected.get(this.#tick) ?? 0) + called);
    for (let n = 0; n < called; n += 1) this.#callOne();
  }

  #callOne(): void {
    this.calledAt.push(this.second);
    const stays = this.#chance.happens(this.#noShowShare);
    if (stays && !this.#chance.happens(LATE.share)) return;
    const seconds = stays
      ? this.#chance.between(LATE.soonestSeconds, LATE.latestSeconds)
      : this.#chance.between(COMES_WITHIN_SECONDS.shortest, COMES_WITHIN_SECONDS.longest);
    this.#at(this.#knocks, this.#tick + ticksOf(seconds), { calledTick: this.#tick, late: stays });
  }

  #knock(caller: Caller): void {
    if (this.active >= this.#weather.limits.maxActive) {
      this.noSeat += 1;
      const known = this.#leaveExpected(caller);
      if (!known) this.#turnout = { ...this.#turnout, gone: Math.max(0, this.#turnout.gone - 1) };
      const again = this.#tick + COME_AGAIN_TICKS;
      this.#expected.set(again, (this.#expected.get(again) ?? 0) + 1);
      this.#at(this.#knocks, again, { calledTick: again, late: false });
      return;
    }
    const { came, gone, comingMs: sum } = this.#turnout;
    if (this.#leaveExpected(caller)) {
      const took = Math.max(0, this.#tick - caller.calledTick) * TICK_MS;
      this.#turnout = { ...this.#turnout, came: came + 1, comingMs: sum + took };
    } else {
      this.#turnout = { ...this.#turnout, came: came + 1, gone: Math.max(0, gone - 1) };
    }
    this.#seat();
  }

  #seat(): void {
    this.active += 1;
    this.admitted += 1;
    const { admissionSeconds } = this.#weather.limits;
    const seconds = this.#chance.happens(LEAVES_SEAT_SHARE)
      ? admissionSeconds
      : Math.min(this.#chance.around(this.#weather.sessionSeconds, SESSION_SPREAD), admissionSeconds);
    const until = this.#tick + ticksOf(seconds);
    this.#freed.set(until, (this.#freed.get(until) ?? 0) + 1);
  }

  #giveUpSeats(): void {
    const freed = this.#freed.get(this.#tick) ?? 0;
    this.#freed.delete(this.#tick);
    this.active -= freed;
    this.#turnout = { ...this.#turnout, freed: this.#turnout.freed + freed };
  }

  #leaveExpected({ calledTick }: Caller): boolean {
    const expected = this.#expected.get(calledTick);
    if (expected === undefined || expected === 0) return false;
    this.#expected.set(calledTick, expected - 1);
    return true;
  }

  #forgetGone(): void {
    for (const [calledTick, expected] of this.#expected) {
      if (this.#tick - calledTick < GRACE_TICKS) continue;
      this.#expected.delete(calledTick);
      this.#turnout = { ...this.#turnout, gone: this.#turnout.gone + expected };
    }
  }

  #expectedByAge(): number[] {
    const bandTicks = ageStepMs(this.#turnout) / TICK_MS;
    const bands = Array.from({ length: AGE_BANDS }, () => 0);
    for (const [calledTick, expected] of this.#expected) {
      const age = Math.max(0, this.#tick - calledTick);
      const band = Math.min(Math.floor(age / bandTicks), AGE_BANDS - 1);
      bands[band] = (bands[band] ?? 0) + expected;
    }
    return bands;
  }

  #at(plan: Map<number, Caller[]>, tick: number, caller: Caller): void {
    const planned = plan.get(tick);
    if (planned) planned.push(caller);
    else plan.set(tick, [caller]);
  }
}

function ticksOf(seconds: number): number {
  return Math.max(1, Math.round(seconds * TICKS_PER_SECOND));
}
