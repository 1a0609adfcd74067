import type { ConsentView } from '@sunbeon/core';
import { element } from '../page/element.ts';
import { press } from '../page/press.ts';
import { dateText } from '../text/date-text.ts';
import { language, say } from '../text/language.ts';
import { noteAt } from './note.ts';
import { reallyEnd } from './really-end.ts';
import type { Stage } from './state.ts';
import { familyWords } from './words.ts';

/** Somebody who acts for the visitor, or asks to: what agreeing means, and how to refuse or withdraw. */
export function beneficiaryEntry(consent: ConsentView, stage: Stage): HTMLElement {
  const words = say(familyWords);
  const { id, state, otherName, relation, expiresAt } = consent;
  const asWhat = words.relations[relation];
  return element(
    'li',
    { class: 'booking' },
    element('p', { class: `state state-${state}` }, words.states[state]),
    element('h3', {}, otherName),
    ...(state === 'requested'
      ? request(consent, stage)
      : [
          element('p', {}, words.actsUntil(otherName, asWhat, dateText(Date.parse(expiresAt), language()))),
          element('p', { class: 'soft' }, consent.scope.map((scope) => words.scopes[scope]).join(', ')),
        ]),
    ...noteAt(id, stage.state),
    ...(state === 'given' ? withdrawal(consent, stage) : []),
  );
}

function request(
  { id, otherName, relation, scope, reference }: ConsentView,
  { state, typed, actions }: Stage,
): HTMLElement[] {
  const words = say(familyWords);
  const isBusy = state.busyAt === id;
  return [
    element('p', {}, words.wants(otherName, words.relations[relation])),
    element('p', { class: 'soft' }, `${words.reference}: ${reference}`),
    element('p', { class: 'question' }, words.whatItMeans),
    element('ul', { class: 'steps meaning' }, ...words.meaning.map((line) => element('li', {}, line))),
    ...(scope.includes('change') ? [alsoChange(id, typed.bookOnly)] : []),
    element(
      'div',
      { class: 'actions changes' },
      press({ key: `give ${id}`, text: words.give, isBusy, onPress: () => actions.onGive(id) }),
      press({
        key: `refuse ${id}`,
        text: words.refuse,
        look: 'button button-quiet',
        isBusy,
        onPress: () => actions.onRefuse(id),
      }),
    ),
  ];
}

function alsoChange(consentId: string, bookOnly: Set<string>): HTMLElement {
  const input = element('input', { type: 'checkbox', 'data-key': `change ${consentId}` });
  input.checked = !bookOnly.has(consentId);
  input.addEventListener('change', () => {
    if (input.checked) bookOnly.delete(consentId);
    else bookOnly.add(consentId);
  });
  return element('label', { class: 'choice' }, input, element('span', {}, say(familyWords).alsoChange));
}

function withdrawal(consent: ConsentView, stage: Stage): HTMLElement[] {
  const words = say(familyWords);
  const { id, otherName } = consent;
  const { confirming, busyAt } = stage.state;
  if (confirming === id) {
    const question = words.reallyWithdraw(otherName);
    return [reallyEnd(consent, stage, { question, yes: words.yesWithdraw, keep: words.keep })];
  }
  const isBusy = busyAt === id;
  const onPress = () => stage.actions.onConfirm(id);
  return [
    element(
      'div',
      { class: 'actions changes' },
      press({ key: `stop ${id}`, text: words.withdraw, look: 'button button-quiet', isBusy, onPress }),
    ),
  ];
}
