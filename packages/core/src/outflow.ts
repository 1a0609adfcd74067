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
  /** Seats taken less seats given up: nearly all of them while the first are being filled, and forgotten with the rest. */
  readonly grown: number;
}

export const NO_TURNOUT: Turnout = { came: 0, comingMs: 0, gone: 0, freed: 0, heldMs: 0, grown: 0 };

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
    grown: turnout.grown * seats,
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

/** Before anybody was seen to stay away it is expected of one in five, as of so many people. For waits only: nobody is called over for it. */
const EXPECTED_AWAY_SHARE = 0.2;
const EXPECTED_AWAY_PEOPLE = 15;
/** Before anybody was seen to leave a seat: they stay for an eighth of an admission. */
const GUESSED_SHARE_OF_ADMISSION = 1 / 8;
/** The guess counts as so many people who left, and in a line whose seats turned over less than once as a share of them more. */
const GUESS_PEOPLE = 10;
const GUESS_SHARE_OF_SEATS = 0.1;
/**
 * Seats that were all taken a moment ago are given up later than seats held for any length of time: as if so many of
 * them, in turnovers, had still to be given up. By renewal theory (1 − cv²) ÷ 2 for stays of which the standard deviation
 * is cv of the mean (D. R. Cox, Renewal Theory, 1962, ch. 4); a cv of 0.7 is assumed.
 */
const SETTLING_TURNOVERS = 0.25;

/** The share of the called that is expected to stay away, measured or not yet. */
function expectedAway({ came, gone }: Turnout): number {
  return (gone + EXPECTED_AWAY_SHARE * EXPECTED_AWAY_PEOPLE) / (came + gone + EXPECTED_AWAY_PEOPLE);
}

/**
 * How long a seat is held, in seconds: time held ÷ seats given up, those counted that a line of young seats still owes.
 * The fewer have left, the more the guess counts, and people who sit longer than it was guessed correct it at once.
 */
function staySeconds({ freed, heldMs, grown }: Turnout, active: number, admissionSeconds: number): number {
  const owed = SETTLING_TURNOVERS * Math.max(grown, 0);
  const measured = Math.max(heldMs / 1_000 / Math.max(freed + owed, 1), 1);
  const guessed = Math.max(admissionSeconds * GUESSED_SHARE_OF_ADMISSION, measured);
  const guess = GUESS_PEOPLE + GUESS_SHARE_OF_SEATS * active * (1 - turnover(freed, active));
  const evidence = freed / (freed + guess);
  return Math.min(measured ** evidence * guessed ** (1 - evidence), admissionSeconds);
}

/** How often the seats have changed hands within memory, at most once. */
function turnover(freed: number, active: number): number {
  return Math.min(freed / Math.max(active, 1), 1);
}

/**
 * The rate at which numbers will be called while nothing changes: seats come free as fast as they were seen to and are
 * filled after the time people take to come; or `maxPerSecond`, whichever is slower. Before that the seats that are free
 * now are filled at `maxPerSecond`: a head start, from which is taken what young seats owe. The deviation is what the
 * measured people leave open: few of them, and in a young line nearly everything.
 */
export function callingRate(turnout: Turnout, limits: OutflowLimits, active: number): CallingRate {
  const { maxActive, maxPerSecond, admissionSeconds, pace } = limits;
  const { freed, heldMs } = turnout;
  const stay = staySeconds(turnout, active, admissionSeconds);
  const away = expectedAway(turnout);
  const bySeats = maxActive / (stay + comingMs(turnout) / 1_000) / (1 - away);
  const mostPerSecond = (maxPerSecond * pace) / (1 - Math.min(away, MOST_OVERCALLED_SHARE));
  const perSecond = Math.min(bySeats, mostPerSecond);
  const youth = 1 - turnover(freed, active);
  const sat = youth * (heldMs / 1_000 / stay - freed - SETTLING_TURNOVERS * maxActive);
  const headStart = bySeats < mostPerSecond ? (Math.max(maxActive - active, 0) + sat) / (1 - away) : 0;
  const openAboutSeats = bySeats <= 2 * mostPerSecond ? 1 / (freed + 1) + youth ** 2 : 0;
  const openAboutPeople = away / (1 - away) / (turnout.came + turnout.gone + EXPECTED_AWAY_PEOPLE);
  const deviation = perSecond * Math.sqrt(openAboutSeats + openAboutPeople);
  return { perSecond, deviation, headStart, mostPerSecond };
}
