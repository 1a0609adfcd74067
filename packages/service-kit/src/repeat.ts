import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from './logger.ts';

export interface Repeated {
  readonly name: string;
  /** From the start of one turn to the start of the next; a turn that takes longer is followed at once. */
  readonly everyMs: number | (() => number);
  readonly turn: () => Promise<void>;
  readonly logger: Logger;
}

/**
 * Takes a turn again and again, never two at a time, the first at once. A turn that fails is logged when the failure
 * begins and when it ends, not a thousand times in between. Disposing it waits for the turn under way.
 */
export function repeat({ name, everyMs, turn, logger }: Repeated): AsyncDisposable {
  const stopping = new AbortController();
  const running = run();

  async function run(): Promise<void> {
    let failing = false;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      const failed = await turn().then(
        () => null,
        (error: unknown) => ({ error }),
      );
      if (failed && !failing) logger.error({ err: failed.error, loop: name }, 'a loop is failing');
      if (!failed && failing) logger.info({ loop: name }, 'the loop works again');
      failing = failed !== null;
      const pauseMs = typeof everyMs === 'number' ? everyMs : everyMs();
      const leftMs = Math.max(0, pauseMs - (performance.now() - startedAt));
      await delay(leftMs, undefined, { signal: stopping.signal }).catch(() => null);
    }
  }

  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
    },
  };
}
