import type { IdentityView } from '@sunbeon/core';
import { element } from '../page/element.ts';
import { birthDateText } from '../text/birth-date-text.ts';
import { language, say } from '../text/language.ts';
import { clockText, dayText } from '../text/moments.ts';
import { verifyWords } from './words.ts';

export interface PanelState {
  readonly returnTo: string;
  /** The visitor has asked to end it everywhere and has not confirmed yet. */
  readonly confirming: boolean;
  readonly underWay: boolean;
}

export interface PanelActions {
  readonly onEnd: (where: 'here' | 'everywhere') => void;
  readonly onConfirm: (confirming: boolean) => void;
}

/** Who the visitor is verified as and until when, the way on, and the ways to end it. */
export function verifiedPanel(identity: IdentityView, state: PanelState, actions: PanelActions): HTMLElement[] {
  const words = say(verifyWords);
  const expiresAtMs = Date.parse(identity.expiresAt);
  const until = words.until(dayText(expiresAtMs, language()), clockText(expiresAtMs, language()));
  const goesBack = state.returnTo !== '/';
  return [
    element(
      'p',
      { class: 'verified' },
      words.verifiedAs(identity.maskedName, birthDateText(identity.birthDate, language())),
    ),
    element('p', {}, until),
    element(
      'div',
      { class: 'actions' },
      element('a', { class: 'button', href: state.returnTo }, goesBack ? words.goOn : words.toWindows),
      element('a', { class: 'plain', href: '/me/data' }, words.data),
      ...(state.confirming ? [confirmStep(state, actions)] : endings(state, actions)),
    ),
  ];
}

function endings({ underWay }: PanelState, { onEnd, onConfirm }: PanelActions): HTMLElement[] {
  const words = say(verifyWords);
  return [
    button('end-here', words.endHere, 'button button-quiet', underWay, () => onEnd('here')),
    button('ask-everywhere', words.endEverywhere, 'button button-quiet', underWay, () => onConfirm(true)),
  ];
}

function confirmStep({ underWay }: PanelState, { onEnd, onConfirm }: PanelActions): HTMLElement {
  const words = say(verifyWords);
  return element(
    'div',
    { class: 'confirm', role: 'group', 'aria-labelledby': 'really' },
    element('p', { id: 'really', class: 'question', tabindex: '-1', 'data-key': 'really' }, words.reallyEverywhere),
    element(
      'div',
      { class: 'actions' },
      button('end-everywhere', words.yesEnd, 'button button-alarm', underWay, () => onEnd('everywhere')),
      button('keep', words.keep, 'button button-quiet', underWay, () => onConfirm(false)),
    ),
  );
}

function button(key: string, text: string, look: string, disabled: boolean, onPress: () => void): HTMLElement {
  const made = element('button', { class: look, type: 'button', 'data-key': key }, text);
  if (disabled) made.setAttribute('aria-disabled', 'true');
  else made.addEventListener('click', onPress);
  return made;
}
