import type { IdentityProviderView } from '@sunbeon/core';
import type { VerifyWords } from './words.ts';

/** Nothing is said to take no time at all. */
const LEAST_SECONDS = 0.1;

/** The best first. */
export const LIGHTS = ['green', 'amber', 'red'] as const;

/**
 * Providers in the order they are offered: those that answer well first. What was `shown` stays where it is, so that
 * nothing moves under a finger; only who is new comes behind.
 */
export function inOrder(
  providers: readonly IdentityProviderView[],
  shown: readonly string[],
): readonly IdentityProviderView[] {
  const place = ({ id, light }: IdentityProviderView) =>
    shown.includes(id) ? shown.indexOf(id) : shown.length + LIGHTS.indexOf(light);
  return providers.toSorted((a, b) => place(a) - place(b));
}

/** `원활 · 보통 0.3초`. */
export function lightText({ light, latencyMs }: IdentityProviderView, words: VerifyWords): string {
  const word = words.lights[light];
  return latencyMs === null
    ? word
    : `${word} · ${words.usually(Math.max(LEAST_SECONDS, latencyMs / 1_000).toFixed(1))}`;
}
