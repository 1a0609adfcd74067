import { type BookingView, Problem, type ProblemFacts, problemCatalogue } from '@sunbeon/core';
import { z } from 'zod';
import { pastDeadlocks } from '../past-deadlocks.ts';
import type { Store } from '../store.ts';
import { bookingView, readBookings } from './booking-view.ts';

const bookingId = z.uuid();
const problemCode = z.custom<keyof typeof problemCatalogue>(
  (code) => typeof code === 'string' && Object.hasOwn(problemCatalogue, code),
);
/** What the database functions answer: the code of a problem, or null when it is done. */
const answerSchema = z.tuple([z.object({ problem: problemCode.nullable() })]);

/**
 * Runs one of the database functions that change a booking, and reads the booking as it is afterwards.
 * @param factsOf what else there is to say about the problem it ended with
 * @throws {Problem} the problem the function names; `booking-unknown` for an id that is none
 */
export async function changeBooking(
  store: Store,
  id: string,
  run: () => Promise<unknown>,
  factsOf: (code: string) => Promise<ProblemFacts> = async () => ({}),
): Promise<BookingView> {
  if (!bookingId.safeParse(id).success) throw new Problem('booking-unknown');
  const [{ problem }] = answerSchema.parse(await pastDeadlocks(run));
  if (problem !== null) throw new Problem(problem, await factsOf(problem));
  const [row] = await readBookings(store, { id }, 1);
  if (row === undefined) throw new Problem('booking-unknown');
  return bookingView(row);
}
