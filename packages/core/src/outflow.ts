import type { CallingRate } from './eta.ts';

/*
 * How many numbers one tick of the outflow calls, and how fast that will go on. `call-next` in Lua follows these rules;
 * a test holds it to them.
 */

/** Sums about the people a line has called. They fade, so that the newest minutes count most. */
export interface Turnout {
  /** Called people who took a seat … */
  readonly came: number;
  /** … and the time they took to come, together. */
  readonly comingMs: number;
  /** Called people who had not come when their grace was over. */
  readonly gone: number;
  /** Seats that were given up … */
  readonly freed: number;
  /** … and the time for which seats were held, together. */
  readonly heldMs: number;
}

export const NO_TURNOUT: Turnout = { came: 0, comingMs: 0, gone: 0, freed: 0, heldMs: 0 };

/** A sum falls to 1/e in this time, … */
const FADE_MS = 30_000;
/** … but not while it stands on fewer people than this. */
const LEAST_EVIDENCE = 200;
/** … or, for what seats tell, on fewer turnovers of them all. */
const LEAST_TURNOVERS = 1.5;
/** Before anything is measured: this many people who all came, and took this long. */
const PRIOR_PEOPLE = 5;
const PRIOR_COMING_MS = 1_000;
/** Over-calling is bounded: at most twice as many are called as there are seats, whatever was measured. */
const MOST_OVERCALLED_SHARE = 0.5;
/** Called numbers are told apart by age in this many steps. */
export const AGE_BANDS = 6;

/** The sums after `elapsedMs` more, while `active` seats are taken. */
export function fade(turnout: Turnout, elapsedMs: number, active: number): Turnout {
  const kept = (people: number, least: number) => (people > least ? Math.exp(-elapsedMs / FADE_MS) : 1);
  const people = kept(turnout.came + turnout.gone, LEAST_EVIDENCE);
  const seats = kept(turnout.freed, Math.max(LEAST_EVIDENCE, LEAST_TURNOVERS * active));
  return {
    came: turnout.came * people,
    comingMs: turnout.comingMs * people,
    gone: turnout.gone * people,
    freed: turnout.freed * seats,
    heldMs: turnout.heldMs * seats,
  };
}

/** The measured share of called people who do not come. */
export function noShowShare({ came, gone }: Turnout): number {
  return gone / (came + gone + PRIOR_PEOPLE);
}

/** How long called people take to come, on average. */
export function comingMs({ came, comingMs: sum }: Turnout): number {
  return (sum + PRIOR_PEOPLE * PRIOR_COMING_MS) / (came + PRIOR_PEOPLE);
}

/** The share of a call that is counted on: it is never less than half. */
function countedShare(turnout: Turnout): number {
  return 1 - Math.min(noShowShare(turnout), MOST_OVERCALLED_SHARE);
}

/** How long one step of {@link AGE_BANDS} is, in milliseconds. */
export function ageStepMs(turnout: Turnout): number {
  return comingMs(turnout) / 2;
}

/**
 * How many of the called who have not come yet will. `byAge` counts them in {@link AGE_BANDS} steps of
 * {@link ageStepMs}, the newest first, the last step open. The longer somebody stays away, the less they are counted on
 * (Bayes): who comes does so at a time that is spread like that of pages which ask in turns (Rayleigh, its mean as
 * measured).
 */
export function stillComing(turnout: Turnout, byAge: readonly number[]): number {
  const counted = countedShare(turnout);
  let coming = 0;
  for (const [age, people] of byAge.entries()) {
    const late = counted * Math.exp((-Math.PI / 16) * age * age);
    coming += (people * late) / (late + 1 - counted);
  }
  return coming;
}

/** What staff allow, and by how much back-pressure cuts it. */
export interface OutflowLimits {
  readonly maxActive: number;
  readonly maxPerSecond: number;
  readonly admissionSeconds: number;
  /** Share of `maxPerSecond` that the bookings behind the line can take now, 0–1. */
  readonly pace: number;
}

/** How many numbers may be called in `elapsedMs` for as many people to come as the limits allow. */
export function allowance(turnout: Turnout, { maxPerSecond, pace }: OutflowLimits, elapsedMs: number): number {
  return ((maxPerSecond * pace) / countedShare(turnout)) * (elapsedMs / 1_000);
}

/** How many numbers may be called for as many people to come as seats are free. */
export function callsFor(turnout: Turnout, freeSeats: number): number {
  return Math.floor(Math.max(freeSeats, 0) / countedShare(turnout));
}

/** A line whose seats turned over less than once is young: how long people stay is partly a guess yet. */
const YOUNG_SHARE = 0.1;
/** The guess of a line that has seen nobody leave: a third of an admission. */
const GUESSED_SHARE_OF_ADMISSION = 1 / 3;

/**
 * How long a seat is held, in seconds: time held ÷ seats given up. In a young line those who stay long have not left
 * yet, so that the quotient is too long, by about the root of the share that has left (log-normal stays).
 */
function heldSeconds({ freed, heldMs }: Turnout, active: number, admissionSeconds: number): number {
  const guessed = YOUNG_SHARE * Math.max(active, 1) * (1 - turnover(freed, active));
  const held = heldMs / 1_000 + guessed * admissionSeconds * GUESSED_SHARE_OF_ADMISSION;
  const left = freed + guessed;
  return Math.min((held / left) * Math.sqrt(turnover(left, active)), admissionSeconds);
}

/** How often the seats have changed hands within memory, at most once. */
function turnover(freed: number, active: number): number {
  return Math.min(freed / Math.max(active, 1), 1);
}

/**
 * The rate at which numbers will be called while nothing changes: seats come free as fast as they were seen to and are
 * filled after the time people take to come; or `maxPerSecond`, whichever is slower. The deviation is what the measured
 * people leave open: few of them, and in a young line nearly everything.
 */
export function callingRate(turnout: Turnout, limits: OutflowLimits, active: number): CallingRate {
  const { maxActive, maxPerSecond, admissionSeconds, pace } = limits;
  const cycleSeconds = heldSeconds(turnout, active, admissionSeconds) + comingMs(turnout) / 1_000;
  const away = noShowShare(turnout);
  const bySeats = maxActive / cycleSeconds / (1 - away);
  const byPace = (maxPerSecond * pace) / countedShare(turnout);
  const perSecond = Math.min(bySeats, byPace);
  const youth = 1 - turnover(turnout.freed, active);
  const openAboutSeats = bySeats <= 2 * byPace ? 1 / (turnout.freed + 1) + youth ** 2 : 0;
  const openAboutPeople = away / (1 - away) / (turnout.came + turnout.gone + PRIOR_PEOPLE);
  return { perSecond, deviation: perSecond * Math.sqrt(openAboutSeats + openAboutPeople) };
}
