import type { IdentityProviderView } from '@sunbeon/core';
import { loginAddress } from '../gate/verification.ts';
import { element } from '../page/element.ts';
import { say } from '../text/language.ts';
import { type VerifyWords, verifyWords } from './words.ts';

const ORDER = ['green', 'amber', 'red'] as const;

/**
 * Providers in the order they are offered: those that answer well first. What was `shown` stays where it is, so that
 * nothing moves under a finger; only who is new comes behind.
 */
export function inOrder(
  providers: readonly IdentityProviderView[],
  shown: readonly string[],
): readonly IdentityProviderView[] {
  const place = ({ id, light }: IdentityProviderView) =>
    shown.includes(id) ? shown.indexOf(id) : shown.length + ORDER.indexOf(light);
  return providers.toSorted((a, b) => place(a) - place(b));
}

/** One provider: the way to it, its light in a shape and a word, how long it takes, and what to do instead while it is dead. */
export function providerEntry(
  provider: IdentityProviderView,
  all: readonly IdentityProviderView[],
  returnTo: string,
): HTMLElement {
  const words = say(verifyWords);
  const { id, name, light } = provider;
  const isFirst = all.find((other) => other.light === 'green') === provider;
  const link = element(
    'a',
    {
      class: isFirst ? 'button' : 'button button-quiet',
      href: loginAddress(id, returnTo),
      'aria-describedby': `light-${id}`,
      'data-key': id,
    },
    words.continueWith(name),
  );
  return element(
    'li',
    {},
    link,
    element('p', { id: `light-${id}`, class: `light light-${light}` }, lightText(provider, words)),
    ...(light === 'red' ? [element('p', { class: 'instead' }, insteadText(all, words))] : []),
  );
}

/** `원활 · 보통 0.3초`. */
export function lightText({ light, latencyMs }: IdentityProviderView, words: VerifyWords): string {
  const word = words.lights[light];
  return latencyMs === null ? word : `${word} · ${words.usually((latencyMs / 1_000).toFixed(1))}`;
}

function insteadText(all: readonly IdentityProviderView[], words: VerifyWords): string {
  const alive = ORDER.map((light) => all.filter((provider) => provider.light === light)).find(
    ({ length }) => length > 0,
  );
  if (alive === undefined || alive[0]?.light === 'red') return words.allRed;
  return words.instead(alive.map(({ name }) => name).join(', '));
}
