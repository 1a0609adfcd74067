import { type ConsentView, eligibilityOf, isBirthDate, type WindowView } from '@sunbeon/core';
import { actFor, addressFor, knowBeneficiary } from '../kept/acting-for.ts';
import { element } from '../page/element.ts';
import { press } from '../page/press.ts';
import { birthDateText } from '../text/birth-date-text.ts';
import { cohortText } from '../text/cohort-text.ts';
import { dateText } from '../text/date-text.ts';
import { language, say } from '../text/language.ts';
import { codeForm } from './code-form.ts';
import { noteAt } from './note.ts';
import { reallyEnd } from './really-end.ts';
import type { Stage } from './state.ts';
import { familyWords } from './words.ts';

/** Somebody the visitor acts for, or has asked to: what the state means, what to do next, and how to end it. */
export function delegateEntry(consent: ConsentView, stage: Stage): HTMLElement {
  const words = say(familyWords);
  const { state, relation, otherName, otherBirthDate } = consent;
  return element(
    'li',
    { class: 'booking' },
    element('p', { class: `state state-${state}` }, words.states[state]),
    element('h3', {}, otherName),
    element(
      'p',
      { class: 'soft' },
      [bornText(otherBirthDate), words.iAm(words.relations[relation])].filter(Boolean).join(' · '),
    ),
    ...noteAt(consent.id, stage.state),
    ...(state === 'given' ? given(consent, stage) : requested(consent, stage)),
    ...ending(consent, stage),
  );
}

function bornText(birthDate: string | null): string {
  return birthDate !== null && isBirthDate(birthDate)
    ? say(familyWords).bornOn(birthDateText(birthDate, language()))
    : '';
}

function given(consent: ConsentView, { state }: Stage): HTMLElement[] {
  const words = say(familyWords);
  const name = consent.otherName;
  const windows = windowsFor(consent, state.windows);
  const way = (path: string, text: string, look: string) => {
    const link = element('a', { class: look, href: addressFor(path, { consentId: consent.id }) }, text);
    link.addEventListener('click', () => actFor(actingBy(consent)));
    return link;
  };
  // So that a page opened in another tab, which has only the address to go by, knows the name.
  knowBeneficiary(actingBy(consent));
  return [
    element('p', {}, words.until(dateText(Date.parse(consent.expiresAt), language()))),
    element('p', { class: 'soft' }, `${words.mayDo}: ${consent.scope.map((scope) => words.scopes[scope]).join(', ')}`),
    ...(windows.length === 0 ? [element('p', {}, words.noWindow)] : []),
    element(
      'div',
      { class: 'actions' },
      ...windows.map(({ id, cohort }, index) =>
        way(
          `/windows/${id}`,
          words.actFor(name, cohortText(cohort, language())),
          index === 0 ? 'button' : 'button button-quiet',
        ),
      ),
      way('/', words.actForAnywhere(name), 'button button-quiet'),
    ),
  ];
}

function actingBy({ id, otherName, otherBirthDate }: ConsentView) {
  return { consentId: id, name: otherName, birthDate: otherBirthDate ?? '' };
}

/** Windows that are not over and may be for the beneficiary, as far as their birth date tells. */
function windowsFor({ otherBirthDate }: ConsentView, windows: readonly WindowView[]): readonly WindowView[] {
  if (otherBirthDate === null || !isBirthDate(otherBirthDate)) return [];
  return windows.filter(({ state, cohort }) => state !== 'closed' && eligibilityOf(cohort, otherBirthDate).eligible);
}

function requested(consent: ConsentView, stage: Stage): HTMLElement[] {
  const words = say(familyWords);
  if (consent.way === 'code') return codeForm(consent, stage);
  const steps = (consent.way === 'agent' ? words.byAgent : words.byVerification)(consent.otherName);
  return [
    element('p', { class: 'soft' }, words.reference),
    element('p', { class: 'reference' }, consent.reference),
    element('ol', { class: 'steps' }, ...steps.map((step) => element('li', {}, step))),
    element('p', { class: 'soft' }, words.watches),
  ];
}

function ending(consent: ConsentView, stage: Stage): HTMLElement[] {
  const words = say(familyWords);
  const { id, state, otherName } = consent;
  const { confirming, busyAt } = stage.state;
  const { actions } = stage;
  if (confirming === id) {
    return [reallyEnd(consent, stage, { question: words.reallyStop(otherName), yes: words.yesStop, keep: words.keep })];
  }
  const isBusy = busyAt === id;
  const onPress = () => (state === 'given' ? actions.onConfirm(id) : actions.onEnd(id));
  const text = state === 'given' ? words.stop : words.takeBack;
  return [element('p', { class: 'changes' }, press({ key: `stop ${id}`, text, look: 'plain', isBusy, onPress }))];
}
