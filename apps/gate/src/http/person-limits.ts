import { Problem } from '@sunbeon/core';
import { SlidingCount } from './sliding-count.ts';

interface Allowance {
  readonly times: number;
  readonly seconds: number;
}

/**
 * What one person may ask of one process. Generous: a worried person with three devices stays below it, a macro that
 * fires five times a second does not. Never by address: a whole carrier may share one.
 */
const ALLOWANCES = {
  join: { times: 20, seconds: 10 },
  standing: { times: 40, seconds: 10 },
  claim: { times: 20, seconds: 10 },
  submit: { times: 20, seconds: 10 },
  draft: { times: 40, seconds: 10 },
  'turn-text': { times: 20, seconds: 10 },
  // For somebody else: each may have to be asked of api.
  acting: { times: 60, seconds: 10 },
  forward: { times: 20, seconds: 10 },
  // Whoever cancels and books again all the time keeps others from the seat.
  change: { times: 12, seconds: 3_600 },
  // Asking, giving, ending; and what of it is tried.
  consent: { times: 30, seconds: 3_600 },
  // Looks through a dozen tables.
  'own-data': { times: 20, seconds: 600 },
} as const satisfies Record<string, Allowance>;

export type LimitedAction = keyof typeof ALLOWANCES;

/** Counts what each person asks, in this process's memory. */
export class PersonLimits {
  readonly #counts: Readonly<Record<LimitedAction, SlidingCount>>;

  constructor() {
    this.#counts = {
      join: counterOf('join'),
      standing: counterOf('standing'),
      claim: counterOf('claim'),
      submit: counterOf('submit'),
      draft: counterOf('draft'),
      'turn-text': counterOf('turn-text'),
      acting: counterOf('acting'),
      forward: counterOf('forward'),
      change: counterOf('change'),
      consent: counterOf('consent'),
      'own-data': counterOf('own-data'),
    };
  }

  /**
   * Counts one `action` of the person.
   * @throws {Problem} `too-many-requests`, with when to come back, once they are beyond their allowance
   */
  count(action: LimitedAction, personKey: string): void {
    const waitMs = this.#counts[action].take(personKey, performance.now());
    if (waitMs > 0) throw new Problem('too-many-requests', {}, Math.ceil(waitMs / 1_000));
  }
}

function counterOf(action: LimitedAction): SlidingCount {
  const { times, seconds } = ALLOWANCES[action];
  return new SlidingCount(times, seconds * 1_000);
}
