import type { IdentityProviderView } from '@sunbeon/core';
import { endVerification, type Identity } from '../gate/identity.ts';
import { birthDateText } from '../text/birth-date-text.ts';
import { language, say } from '../text/language.ts';
import { element } from './element.ts';
import { personWords } from './person-words.ts';
import { verifyList } from './verify-list.ts';

/** Who the visitor is, with the way out; or `notYet` with the ways to verify. */
export function personPanel(
  identity: Identity,
  providers: readonly IdentityProviderView[],
  notYet: string,
): readonly HTMLElement[] {
  const words = say(personWords);
  if (identity === 'unknown' || identity === 'asking') return [];
  if (identity === 'nobody') {
    return [
      element('p', {}, notYet),
      element('div', { class: 'actions' }, ...verifyList(providers, location.pathname)),
    ];
  }
  const forget = element('button', { class: 'plain', type: 'button' }, words.forget);
  forget.addEventListener('click', () => void leave());
  const born = birthDateText(identity.birthDate, language());
  return [element('p', { class: 'verified' }, words.verifiedAs(identity.maskedName, born)), forget];
}

async function leave(): Promise<void> {
  const answer = await endVerification();
  if (answer.ok) location.reload();
}
