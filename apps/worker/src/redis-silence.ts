import type { RedisConnection } from '@sunbeon/service-kit';

const LOOK_MS = 200;
/** As many questions in a row without an answer: a second. */
const SILENT_LOOKS = 5;

/**
 * Watches over a worker that stops: what it has begun it may finish for as long as Redis answers. Once Redis has been
 * silent for a second every connection is cut, so that whoever waits for an answer stops waiting. Nothing is lost: jobs
 * come again, and what was decided about them is in Postgres.
 * @param connections all of the worker's; the first one is asked
 * @returns ends the watch
 */
export function cutWhenSilent(connections: readonly RedisConnection[]): () => void {
  let unanswered = 0;
  const watch = setInterval(() => {
    if (unanswered >= SILENT_LOOKS) {
      clearInterval(watch);
      for (const connection of connections) connection.disconnect();
      return;
    }
    unanswered += 1;
    void ask().catch(() => null);
  }, LOOK_MS);
  async function ask(): Promise<void> {
    await connections[0]?.ping();
    unanswered = 0;
  }
  return () => clearInterval(watch);
}
