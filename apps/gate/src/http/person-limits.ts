import { Problem } from '@sunbeon/core';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

interface Allowance {
  readonly points: number;
  readonly seconds: number;
}

/**
 * What one person may ask of one process. Generous: a worried person with three devices stays below it, a macro that
 * fires five times a second does not. Never by address: a whole carrier may share one.
 */
const ALLOWANCES = {
  join: { points: 20, seconds: 10 },
  claim: { points: 20, seconds: 10 },
  submit: { points: 20, seconds: 10 },
  forward: { points: 20, seconds: 10 },
} as const satisfies Record<string, Allowance>;

export type LimitedAction = keyof typeof ALLOWANCES;

/** Counts what each person asks, in this process's memory. */
export class PersonLimits {
  readonly #limiters = new Map(
    Object.entries(ALLOWANCES).map(([action, { points, seconds }]) => [
      action,
      new RateLimiterMemory({ keyPrefix: action, points, duration: seconds }),
    ]),
  );

  /** Counts one `action` of the person; rejects with `too-many-requests` and when to come back once they are beyond it. */
  async count(action: LimitedAction, personKey: string): Promise<void> {
    try {
      await this.#limiters.get(action)?.consume(personKey);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new Problem('too-many-requests', {}, Math.ceil(refusal.msBeforeNext / 1_000));
    }
  }
}
