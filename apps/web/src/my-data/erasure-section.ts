import type { Erasure } from '@sunbeon/core';
import { element } from '../page/element.ts';
import { confirmStep, press } from '../page/press.ts';
import { dateText } from '../text/date-text.ts';
import { language, say } from '../text/language.ts';
import { momentText } from './kept-sections.ts';
import { dataWords } from './words.ts';

export interface ErasureState {
  readonly erasure: Erasure | null;
  readonly confirming: boolean;
  readonly isBusy: boolean;
  /** What became of the last wish. */
  readonly note: { readonly text: string; readonly isProblem: boolean } | null;
}

export interface ErasureActions {
  readonly onAsk: () => void;
  readonly onTakeBack: () => void;
  readonly onConfirm: (confirming: boolean) => void;
}

/** How to be forgotten: what that means, the question before it, and what has been asked for already. */
export function erasureSection(state: ErasureState, actions: ErasureActions): HTMLElement {
  const words = say(dataWords);
  return element(
    'section',
    { 'aria-labelledby': 'erasure' },
    element('h2', { id: 'erasure' }, words.erasure),
    element('p', {}, words.erasureText),
    ...noteOf(state),
    ...(state.erasure === null ? [wish(state, actions)] : wished(state.erasure, state, actions)),
  );
}

function noteOf({ note }: ErasureState): HTMLElement[] {
  if (note === null) return [];
  const look = note.isProblem ? 'note problem' : 'note';
  return [element('p', { class: look, tabindex: '-1', 'data-key': 'note' }, note.text)];
}

function wish({ confirming, isBusy }: ErasureState, { onAsk, onConfirm }: ErasureActions): HTMLElement {
  const words = say(dataWords);
  if (confirming) {
    return confirmStep(
      'really',
      words.reallyAsk,
      press({ key: 'erase', text: words.yesAsk, look: 'button button-alarm', isBusy, onPress: onAsk }),
      press({ key: 'keep', text: words.keep, look: 'button button-quiet', isBusy, onPress: () => onConfirm(false) }),
    );
  }
  const look = 'button button-quiet';
  return element(
    'div',
    { class: 'actions' },
    press({ key: 'ask', text: words.ask, look, onPress: () => onConfirm(true) }),
  );
}

function wished({ askedAt, dueAt }: Erasure, { isBusy }: ErasureState, { onTakeBack }: ErasureActions): HTMLElement[] {
  const words = say(dataWords);
  const due = dueAt === null ? null : dateText(Date.parse(dueAt), language());
  const look = 'button button-quiet';
  return [
    element('p', { class: 'question' }, `${words.wished(momentText(askedAt))} ${words.due(due)}`),
    element(
      'div',
      { class: 'actions' },
      press({ key: 'back', text: words.takeBack, look, isBusy, onPress: onTakeBack }),
    ),
  ];
}
