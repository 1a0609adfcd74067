import { type BookingView, Problem, type ProblemFacts, problemCatalogue } from '@sunbeon/core';
import { z } from 'zod';
import { Prisma } from '../generated/client.ts';
import { pastDeadlocks } from '../past-deadlocks.ts';
import type { Store } from '../store.ts';
import type { Actor } from './actor.ts';
import { bookingView, readBookings } from './booking-view.ts';

const bookingId = z.uuid();
const problemCode = z.custom<keyof typeof problemCatalogue>(
  (code) => typeof code === 'string' && Object.hasOwn(problemCatalogue, code),
);
/** What the database functions answer: the code of a problem, or null when it is done. */
const answerSchema = z.tuple([z.object({ problem: problemCode.nullable() })]);

/**
 * The statement that calls one of the database functions which change a booking of `ownerKey`. A delegate's consent is
 * asked for in the same transaction, and held until its end: `consent-ended` when it is not in force, or not theirs.
 */
export function changeStatement(call: Prisma.Sql, ownerKey: string | null, actor: Actor): Prisma.Sql {
  if (actor.kind !== 'delegate') return Prisma.sql`SELECT ${call} AS problem`;
  const { consentId, delegateKey } = actor;
  return Prisma.sql`
    SELECT CASE WHEN may_change_by(${consentId}::uuid, ${delegateKey}, ${ownerKey}) THEN ${call} ELSE 'consent-ended' END
      AS problem`;
}

/**
 * Runs one of the database functions that change a booking, and reads the booking as it is afterwards.
 * @param statement see {@link changeStatement}
 * @param factsOf what else there is to say about the problem it ended with
 * @throws {Problem} the problem the function names; `booking-unknown` for an id that is none
 */
export async function changeBooking(
  store: Store,
  id: string,
  statement: Prisma.Sql,
  factsOf: (code: string) => Promise<ProblemFacts> = async () => ({}),
): Promise<BookingView> {
  if (!bookingId.safeParse(id).success) throw new Problem('booking-unknown');
  const [{ problem }] = answerSchema.parse(await pastDeadlocks(() => store.prisma.$queryRaw(statement)));
  if (problem !== null) throw new Problem(problem, await factsOf(problem));
  const [row] = await readBookings(store, { id }, 1);
  if (row === undefined) throw new Problem('booking-unknown');
  return bookingView(row);
}
