import type { IdentityProviderView } from '@sunbeon/core';
import { loginAddress } from '../gate/identity.ts';
import { say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { element } from './element.ts';

/** The gate names the problem in the address when it sends a visitor back from a login that was not completed. */
const loginFailed = new URLSearchParams(location.search).has('problem');

/** One link per identity provider; each light has a shape and a word besides its colour. */
export function verifyList(providers: readonly IdentityProviderView[], returnTo: string): HTMLElement[] {
  const words = say(pageWords);
  const failure = loginFailed ? [element('p', { class: 'problem' }, words.notVerified)] : [];
  const links = providers.map((provider, index) => {
    const link = element(
      'a',
      { class: index === 0 ? 'button' : 'button button-quiet', href: loginAddress(provider.id, returnTo) },
      words.verifyWith(provider.name),
    );
    if (provider.light === 'green') return link;
    return element(
      'div',
      {},
      link,
      element('p', { class: `light light-${provider.light}` }, words.lights[provider.light]),
    );
  });
  return [...failure, ...links];
}
