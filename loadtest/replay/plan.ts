import { addDays, type CivilDate, dayOfWeek, type GenerateSlotsBody } from '@sunbeon/core';

const SITES = 101;
const DAYS = 5;
const TIMES_PER_DAY = 12;
const SLOTS = SITES * DAYS * TIMES_PER_DAY;
/** A tenth more doses than eligible people, so that most find a place, though not always the one they wished for. */
const DOSES_PER_PERSON = 1.1;
/** The night is paced so that calling everybody takes about this long … */
const CALLING_SECONDS = 25;
const FEWEST_PER_SECOND = 50;
/** … but never faster than two cores book with the crowd beside them: whoever is called sooner only waits inside, and no wait told comes true. */
const MOST_PER_SECOND = 400;
/** … while people need this long, at most, from admission to booking. */
const BOOKING_SECONDS = 4;
/** The crowd arrives over this time, the more in the first of it. */
const ARRIVE_WITHIN_MS = 5_000;

/** How a night of `people` is run on one machine: pace, stock, arrivals. */
export interface NightPlan {
  readonly maxPerSecond: number;
  readonly maxActive: number;
  readonly arriveWithinMs: number;
  readonly slots: GenerateSlotsBody;
}

export function planNight(people: number, firstDay: CivilDate): NightPlan {
  const maxPerSecond = Math.min(Math.max(Math.ceil(people / CALLING_SECONDS), FEWEST_PER_SECOND), MOST_PER_SECOND);
  return {
    maxPerSecond,
    maxActive: maxPerSecond * BOOKING_SECONDS,
    arriveWithinMs: ARRIVE_WITHIN_MS,
    slots: {
      sites: SITES,
      days: DAYS,
      timesPerDay: TIMES_PER_DAY,
      capacity: Math.ceil((people * DOSES_PER_PERSON) / SLOTS),
      from: firstDay,
      product: 'mRNA',
    },
  };
}

/** The Monday of the week after next, so that the slots lie ahead whenever the night is replayed. */
export function mondayAfterNext(today: CivilDate): CivilDate {
  return addDays(today, ((8 - dayOfWeek(today)) % 7) + 7);
}
