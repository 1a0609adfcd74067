import { Problem } from '@sunbeon/core';
import { isRedisAway } from '@sunbeon/service-kit';

/** Seconds after which asking again makes sense when Redis is away, or is starting a line anew. */
export const RETRY_AFTER_SECONDS = 2;

/** Asks the line in Redis; when Redis is away the agent is told `line-unavailable` and when to come back. */
export async function askLine<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch (error) {
    if (isRedisAway(error)) throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
    throw error;
  }
}
