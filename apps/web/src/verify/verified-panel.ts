import type { IdentityView } from '@sunbeon/core';
import { element } from '../page/element.ts';
import { confirmStep, press } from '../page/press.ts';
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
      ...(state.confirming ? [confirmEverywhere(state, actions)] : endings(state, actions)),
    ),
  ];
}

function endings({ underWay: isBusy }: PanelState, { onEnd, onConfirm }: PanelActions): HTMLElement[] {
  const words = say(verifyWords);
  const look = 'button button-quiet';
  return [
    press({ key: 'end-here', text: words.endHere, look, isBusy, onPress: () => onEnd('here') }),
    press({ key: 'ask-everywhere', text: words.endEverywhere, look, isBusy, onPress: () => onConfirm(true) }),
  ];
}

function confirmEverywhere({ underWay: isBusy }: PanelState, { onEnd, onConfirm }: PanelActions): HTMLElement {
  const words = say(verifyWords);
  const [alarm, quiet] = ['button button-alarm', 'button button-quiet'];
  return confirmStep(
    'really',
    words.reallyEverywhere,
    press({ key: 'end-everywhere', text: words.yesEnd, look: alarm, isBusy, onPress: () => onEnd('everywhere') }),
    press({ key: 'keep', text: words.keep, look: quiet, isBusy, onPress: () => onConfirm(false) }),
  );
}
