import type { IdentityProviderView } from '@sunbeon/core';
import type { BreakerState } from './circuit-breaker.ts';
import type { Standing } from './recent-answers.ts';

/** Above this an answer is slow for somebody who waits for it. */
const SLOW_MS = 1_000;
/** From this share of failures on a login is more of a gamble than a delay. */
const FAILING = 0.5;
const SHAKY = 0.1;

/** `red`: choose another one. `amber`: it works, slowly or not always. */
export function lightOf(state: BreakerState, { failureShare, slowMs }: Standing): IdentityProviderView['light'] {
  if (state !== 'closed' || failureShare >= FAILING) return 'red';
  return failureShare >= SHAKY || (slowMs ?? 0) > SLOW_MS ? 'amber' : 'green';
}
