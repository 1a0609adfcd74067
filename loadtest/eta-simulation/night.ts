import { aheadOf, type Eta, etaFor } from '@sunbeon/core';
import { Chance } from '../chance.ts';
import { SimulatedLine, TICK_MS } from './simulated-line.ts';
import { type Climate, climateOf, Weather } from './weather.ts';

/** Somebody was told how long it would take, and this is how long it took. */
export interface Answer {
  readonly eta: Eta;
  readonly waitedSeconds: number;
  /** The window was paused between the question and the call: no measurement tells that beforehand. */
  readonly pausedMeanwhile: boolean;
  /** Asked when the number was given, rather than later, in the line. */
  readonly atJoining: boolean;
}

/** About how long the crowd would take if nothing changed; a night that drags on is left after the longest time. */
const NIGHT_SECONDS = 2_400;
const LONGEST_NIGHT_SECONDS = 20_000;
const ARRIVAL_MEAN_SECONDS = 120;
/** So many ask when they join, on average. Later one of those who wait asks each second. */
const ASK_AT_JOINING = 600;
const TICKS_PER_SECOND = 1_000 / TICK_MS;

interface Question {
  readonly number: number;
  readonly askedAtSecond: number;
  readonly eta: Eta;
  readonly atJoining: boolean;
  readonly pausesBefore: number;
}

class Night {
  readonly #chance: Chance;
  readonly #weather: Weather;
  readonly #line: SimulatedLine;
  readonly #arrivals: readonly number[];
  readonly #questions: Question[] = [];
  /** How many pauses there had been when a number was called. */
  readonly #pausesAtCall: number[] = [0];
  #issued = 0;
  #pauses = 0;

  constructor(seed: number, noShowShare: number) {
    this.#chance = new Chance(2 * seed);
    const climate = climateOf(this.#chance, noShowShare);
    this.#weather = new Weather(new Chance(2 * seed + 1), climate);
    this.#line = new SimulatedLine(this.#chance, this.#weather, noShowShare);
    this.#arrivals = this.#arrivalsOf(climate);
  }

  answers(): Answer[] {
    const most = LONGEST_NIGHT_SECONDS * TICKS_PER_SECOND;
    for (let tick = 1; this.#line.serving < this.#arrivals.length && tick < most; tick += 1) this.#live(tick);
    return this.#questions.flatMap(({ number, askedAtSecond, eta, atJoining, pausesBefore }) => {
      const calledAtSecond = this.#line.calledAt[number];
      if (calledAtSecond === undefined) return [];
      const pausedMeanwhile = (this.#pausesAtCall[number] ?? 0) > pausesBefore;
      return [{ eta, waitedSeconds: calledAtSecond - askedAtSecond, pausedMeanwhile, atJoining }];
    });
  }

  #arrivalsOf({ limits, sessionSeconds, noShowShare }: Climate): number[] {
    const callsPerSecond = Math.min(limits.maxActive / sessionSeconds, limits.maxPerSecond) / (1 - noShowShare);
    const people = Math.ceil(callsPerSecond * NIGHT_SECONDS);
    return Array.from({ length: people }, () => this.#chance.after(ARRIVAL_MEAN_SECONDS)).toSorted((a, b) => a - b);
  }

  #live(tick: number): void {
    const wasPaused = this.#weather.paused;
    this.#weather.reach(this.#line.second);
    if (this.#weather.paused && !wasPaused) this.#pauses += 1;
    const firstNew = this.#issued + 1;
    while ((this.#arrivals[this.#issued] ?? Number.POSITIVE_INFINITY) <= this.#line.second) this.#issued += 1;
    this.#line.step(this.#issued);
    while (this.#pausesAtCall.length <= this.#line.serving) this.#pausesAtCall.push(this.#pauses);
    for (let number = Math.max(firstNew, this.#line.serving + 1); number <= this.#issued; number += 1)
      if (this.#chance.happens(ASK_AT_JOINING / this.#arrivals.length)) this.#ask(number, true);
    const waiting = this.#issued - this.#line.serving;
    if (tick % TICKS_PER_SECOND === 0 && waiting > 0)
      this.#ask(this.#line.serving + 1 + Math.floor(this.#chance.between(0, waiting)), false);
  }

  /** Nothing is promised in a pause. */
  #ask(number: number, atJoining: boolean): void {
    const { rate, serving, second } = this.#line;
    const eta = rate === null ? null : etaFor(aheadOf(number, serving), rate);
    if (eta !== null)
      this.#questions.push({ number, askedAtSecond: second, eta, atJoining, pausesBefore: this.#pauses });
  }
}

/** Lives through the night of a seed and holds every answer against what came. The same seed gives the same night. */
export function answersOf(seed: number, noShowShare: number): Answer[] {
  return new Night(seed, noShowShare).answers();
}
