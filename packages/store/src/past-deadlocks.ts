import { isDeadlock } from './database-error.ts';

/** Attempts at most: whoever meets others in a circle so often meets too many of them. */
const MOST_ATTEMPTS = 4;

/**
 * Runs a statement that is a transaction of its own, and runs it again when Postgres ended it because it and others waited
 * for each other in a circle: nothing of it was done then, and the others go on. Rejects as the last attempt does.
 */
export async function pastDeadlocks<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isDeadlock(error)) throw error;
    }
  }
}
