import { Prisma } from './generated/client.ts';

/** SQLSTATEs of failures that are over when the same is tried again: lost connections, shutdown, deadlocks, conflicts. */
const PASSING_STATES = /^(?:08|57P0|40|53|55P03)/;
/** Prisma's own words for the same: cannot reach, timed out, closed, no connection free, write conflict. */
const PASSING_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2034']);
/** What Node says of a broken connection. */
const PASSING_SYSTEM_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const UNIQUE_VIOLATION = 'P2002';

/** True for a failure that says nothing about what was asked: trying the same again may succeed. */
export function isPassing(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null) return PASSING_STATES.test(state);
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    PASSING_CODES.has(code) ||
    PASSING_SYSTEM_CODES.has(code) ||
    /connection (?:terminated|timeout)|not connected/i.test(error.message)
  );
}

/** True when a row that must be unique is there already. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION;
}

/** The SQLSTATE Postgres gave, wherever Prisma put it; `null` when it gave none. */
function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  return findState(error.meta, 4);
}

function findState(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null || depth === 0) return null;
  for (const [name, inner] of Object.entries(value)) {
    if ((name === 'originalCode' || name === 'code') && typeof inner === 'string' && /^[0-9A-Z]{5}$/.test(inner))
      return inner;
    const found = findState(inner, depth - 1);
    if (found !== null) return found;
  }
  return null;
}
