import type { ConsentView, MyConsents } from '@sunbeon/core';
import type { ActingFor } from '../kept/acting-for.ts';
import { disclosure } from '../page/disclosure.ts';
import { element } from '../page/element.ts';
import { form, textField } from '../page/field.ts';
import { press, submitButton } from '../page/press.ts';
import { dateText } from '../text/date-text.ts';
import { language, say } from '../text/language.ts';
import { beneficiaryEntry } from './beneficiary-entry.ts';
import { delegateEntry } from './delegate-entry.ts';
import { inviteForm } from './invite-form.ts';
import { inviteWords } from './invite-words.ts';
import { noteAt } from './note.ts';
import { INVITATION, SEARCH, type Stage } from './state.ts';
import { familyWords } from './words.ts';

/** The page below its head. What waits for the visitor's own answer stands first. */
export function familySections(consents: MyConsents, acting: ActingFor | null, stage: Stage): HTMLElement[] {
  const [acts, acted] = [consents.asDelegate.filter(isAlive), consents.asBeneficiary.filter(isAlive)];
  const others = othersSection(acted, stage);
  const mine = mineSection(acts, acted.length === 0, stage);
  const isAsked = acted.some(({ state }) => state === 'requested');
  const over = [...consents.asDelegate, ...consents.asBeneficiary].filter((consent) => !isAlive(consent));
  return [
    ...(acting === null ? [] : [actingPanel(acting, stage)]),
    ...(isAsked || acts.length < acted.length ? [others, mine] : [mine, others]),
    ...(over.length === 0 ? [] : [endedList(over, stage)]),
  ];
}

function isAlive({ state }: ConsentView): boolean {
  return state === 'requested' || state === 'given';
}

function actingPanel({ name }: ActingFor, { actions }: Stage): HTMLElement {
  const words = say(familyWords);
  return element(
    'div',
    { class: 'panel' },
    element('p', { class: 'question' }, words.actingNow(name)),
    element(
      'div',
      { class: 'actions' },
      press({ key: 'myself', text: words.actForMyself, look: 'button button-quiet', onPress: actions.onActForMyself }),
    ),
  );
}

/** @param isInviting whether the invitation is what the visitor is likely here for; otherwise it is folded */
function mineSection(consents: readonly ConsentView[], isInviting: boolean, stage: Stage): HTMLElement {
  const words = say(familyWords);
  const { title, another } = say(inviteWords);
  const invitation = inviteForm(stage);
  const [none, isWaitingForTwo] = [consents.length === 0, consents.filter(({ state }) => state === 'given').length > 1];
  return element(
    'section',
    { 'aria-labelledby': 'mine' },
    element('h2', { id: 'mine', tabindex: '-1', 'data-key': 'mine' }, words.mine),
    none
      ? element('p', { class: 'soft' }, words.mineNone)
      : element('ul', { class: 'bookings' }, ...consents.map((consent) => delegateEntry(consent, stage))),
    ...(isWaitingForTwo ? [element('p', { class: 'soft' }, words.twoAtOnce)] : []),
    ...(none && isInviting
      ? [element('h3', {}, title), invitation]
      : [disclosure(INVITATION, none ? title : another, stage.typed.open, invitation)]),
  );
}

function othersSection(consents: readonly ConsentView[], stage: Stage): HTMLElement {
  const words = say(familyWords);
  return element(
    'section',
    { 'aria-labelledby': 'others' },
    element('h2', { id: 'others' }, words.others),
    ...(consents.length === 0
      ? [element('p', { class: 'soft' }, words.othersNone)]
      : [element('ul', { class: 'bookings' }, ...consents.map((consent) => beneficiaryEntry(consent, stage)))]),
    searchForm(stage),
  );
}

/** By what the delegate reads out, for a request that was typed a little differently from how one is registered. */
function searchForm({ state, typed, actions }: Stage): HTMLElement {
  const words = say(familyWords);
  const isBusy = state.busyAt === SEARCH;
  const search = form(
    () => isBusy || actions.onFind(),
    textField({
      id: 'reference',
      label: words.reference,
      hint: words.findHint,
      problem: state.problems['reference'] ?? '',
      value: typed.reference,
      onInput: (value) => {
        typed.reference = value;
      },
      attributes: { autocapitalize: 'characters', maxlength: '16' },
    }),
    ...noteAt(SEARCH, state),
    element('p', {}, submitButton({ key: 'find', text: words.findButton, look: 'button button-quiet', isBusy })),
  );
  return disclosure(SEARCH, words.find, typed.open, search);
}

function endedList(consents: readonly ConsentView[], { typed }: Stage): HTMLElement {
  const words = say(familyWords);
  const entries = consents.map(({ otherName, state, endedAt, endedBy }) =>
    element(
      'li',
      {},
      [
        `${otherName}: ${words.states[state]}.`,
        ...(endedAt === null ? [] : [words.endedOn(dateText(Date.parse(endedAt), language()))]),
        ...(endedBy === null ? [] : [words.enders[endedBy]]),
      ].join(' '),
    ),
  );
  return disclosure('ended', words.ended, typed.open, element('ul', { class: 'notes' }, ...entries));
}
