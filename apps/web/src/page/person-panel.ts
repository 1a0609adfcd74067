import type { Identity } from '../gate/identity.ts';
import { birthDateText } from '../text/birth-date-text.ts';
import { language, say } from '../text/language.ts';
import { element } from './element.ts';
import { personWords } from './person-words.ts';
import { verifyAddress, verifyLink } from './verify-link.ts';

const FAMILY = '/family';

/** Who the visitor is, with the way to end it; or `notYet` with the way to verify. */
export function personPanel(identity: Identity, notYet: string): readonly HTMLElement[] {
  const words = say(personWords);
  if (identity === 'unknown' || identity === 'asking') return [];
  if (identity === 'nobody') {
    return [element('p', {}, notYet), element('div', { class: 'actions' }, ...verifyLink())];
  }
  const born = birthDateText(identity.birthDate, language());
  return [
    element('p', { class: 'verified' }, words.verifiedAs(identity.maskedName, born)),
    element('a', { class: 'plain', href: verifyAddress() }, words.manage),
    ...(location.pathname === FAMILY ? [] : [element('a', { class: 'plain', href: FAMILY }, words.family)]),
  ];
}
