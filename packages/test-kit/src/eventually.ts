import { setTimeout as delay } from 'node:timers/promises';

const LOOK_AGAIN_MS = 20;

/**
 * Tries `attempt` until it resolves without throwing and returns what it gave; after `timeoutMs` (default 30,000) rejects
 * with its last error. For outcomes that announce themselves in no other way.
 */
export async function eventually<Outcome>(
  attempt: () => Outcome | Promise<Outcome>,
  { timeoutMs = 30_000 }: { readonly timeoutMs?: number } = {},
): Promise<Outcome> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await delay(LOOK_AGAIN_MS);
  }
}
