import { actingFor, addressFor } from '../kept/acting-for.ts';
import { say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { element } from './element.ts';

/** The gate names the problem in the address when it sends a visitor back from a login that was not completed. */
const loginFailed = new URLSearchParams(location.search).has('problem');

/** The way to the page where one verifies who one is, and back to this one; and what became of the last attempt. */
export function verifyLink(): HTMLElement[] {
  const words = say(pageWords);
  return [
    ...(loginFailed ? [element('p', { class: 'problem' }, words.notVerified)] : []),
    element('a', { class: 'button', href: verifyAddress() }, words.verify),
  ];
}

/** The address of that page, from which one comes back here. */
export function verifyAddress(): string {
  return `/verify?returnTo=${encodeURIComponent(addressFor(location.pathname, actingFor()))}`;
}
