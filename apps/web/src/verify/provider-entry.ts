import type { IdentityProviderView } from '@sunbeon/core';
import { loginAddress } from '../gate/verification.ts';
import { element } from '../page/element.ts';
import { say } from '../text/language.ts';
import { LIGHTS, lightText } from './provider-order.ts';
import { type VerifyWords, verifyWords } from './words.ts';

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

function insteadText(all: readonly IdentityProviderView[], words: VerifyWords): string {
  const alive = LIGHTS.map((light) => all.filter((provider) => provider.light === light)).find(
    ({ length }) => length > 0,
  );
  if (alive === undefined || alive[0]?.light === 'red') return words.allRed;
  return words.instead(alive.map(({ name }) => name).join(', '));
}
