/** What people do in a night beside waiting. */
export interface Behaviour {
  /** Tries before the opening, for each person who comes. */
  readonly earlyTries: number;
  /** Further joins for each person: a second device, somebody who may not have a place. */
  readonly otherJoins: number;
  /** Of those who have a number, the share that comes when it is called. */
  readonly come: number;
  /** Looks at free slots, and booking requests, of each person who came in. */
  readonly slotLooks: number;
  readonly submits: number;
  /** Questions after the outcome of each request. */
  readonly outcomeAsks: number;
  /** Of those who came in, the share that books. */
  readonly book: number;
  /** Looks at their bookings of each person who booked, in the same night. */
  readonly bookingLooks: number;
}

/** Every how many seconds the page that offers slots looks again, and pages before the opening (`apps/web/src`). */
const SLOTS_EVERY_SECONDS = 5;
export const PRESENT_EVERY_SECONDS = 5;

/**
 * A night with everybody in it, counted rather too high than too low: all come, all book, whoever books looks at their
 * booking once, and the page asks twice for an outcome that takes half a second.
 * @param bookingSeconds from admission to the booking request
 */
export function generousBehaviour(bookingSeconds: number): Behaviour {
  return {
    earlyTries: 0.1,
    otherJoins: 0.1,
    come: 1,
    slotLooks: Math.max(1, bookingSeconds / SLOTS_EVERY_SECONDS),
    submits: 1.1,
    outcomeAsks: 2,
    book: 1,
    bookingLooks: 1,
  };
}
