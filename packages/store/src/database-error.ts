import { DatabaseError } from 'pg';
import { z } from 'zod';
import { Prisma } from './generated/client.ts';

/** SQLSTATE classes that speak of the values handed in: 22 data exception, 23 integrity, 54 limit exceeded. */
const ABOUT_THE_VALUES = /^(?:22|23|54)/;
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
const DEADLOCK = '40P01';
const SERIALIZATION_FAILURE = '40001';
/** What only happens when somebody else writes at the same moment; the next attempt sees what they wrote, or draws anew. */
const MET_ANOTHER = new Set(['booking_one_per_person', 'booking_request_pkey', 'booking_number_key', 'booking_pkey']);

/** Where Prisma keeps what Postgres said. */
const refusal = z.object({
  driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }),
});

/**
 * Whether trying again may succeed: everything but values that Postgres refuses, which it will refuse again. A lost
 * connection, a deadlock, a full disk or a fault of ours says nothing about what was asked.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseError && MET_ANOTHER.has(error.constraint ?? '')) return true;
  const state = sqlStateOf(error);
  return state === null || !ABOUT_THE_VALUES.test(state);
}

/** SQLSTATE classes that say that the server cannot serve for now: 08 connection, 53 resources, 57P shut down or starting. */
const NOT_NOW = /^(?:08|53|57P)/;
/** What Prisma calls it when there is no connection, or none any more, or a transaction did not begin or end in time. */
const NO_CONNECTION = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
/** What the driver, its pool and the system say then. */
const CONNECTION_LOST =
  /timeout exceeded when trying to connect|Connection terminated|Server has closed the connection|Query read timeout|Client has encountered a connection error|Cannot use a pool after|read E|write E|connect E|SocketTimeout/;

/**
 * Whether Postgres is away for now: no connection, no answer in time, starting up or full. Nobody made a mistake, and
 * whoever asked should come again.
 */
export function isAway(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null && NOT_NOW.test(state)) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError && NO_CONNECTION.has(error.code)) return true;
  return error instanceof Error && CONNECTION_LOST.test(error.message);
}

/** True when a row that must be unique is there already. */
export function isTaken(error: unknown): boolean {
  return sqlStateOf(error) === UNIQUE_VIOLATION;
}

/** True when a row that was referred to is not there. */
export function isMissing(error: unknown): boolean {
  return sqlStateOf(error) === FOREIGN_KEY_VIOLATION;
}

/** True when Postgres ended the transaction because it and others waited for each other in a circle. */
export function isDeadlock(error: unknown): boolean {
  return sqlStateOf(error) === DEADLOCK;
}

/** True when what a function went by had changed before it held everything: nothing was done, and it may be asked again. */
export function isOvertaken(error: unknown): boolean {
  return sqlStateOf(error) === SERIALIZATION_FAILURE;
}

/** The SQLSTATE Postgres gave; `null` when it gave none. */
function sqlStateOf(error: unknown): string | null {
  if (error instanceof DatabaseError) return error.code ?? null;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  return refusal.safeParse(error.meta).data?.driverAdapterError.cause.originalCode ?? null;
}
