import type { ConsentView } from '@sunbeon/core';
import { element } from '../page/element.ts';
import { form, textField } from '../page/field.ts';
import { press, submitButton } from '../page/press.ts';
import { language, say } from '../text/language.ts';
import { clockText } from '../text/moments.ts';
import type { Stage } from './state.ts';
import { familyWords } from './words.ts';

/** Where the one-time code is entered: until when, how often still, and how to have another. */
export function codeForm({ id, code, reference }: ConsentView, { state, typed, actions }: Stage): HTMLElement[] {
  const words = say(familyWords);
  const isBusy = state.busyAt === id;
  const again = press({
    key: `send ${id}`,
    text: words.sendCode,
    look: code === null ? 'button' : 'button button-quiet',
    isBusy,
    onPress: () => actions.onSendCode(id),
  });
  const spoken = element('p', { class: 'soft' }, `${words.reference}: ${reference}`);
  if (code === null) {
    return [
      element('p', {}, words.codeSent),
      element('p', {}, words.codeGone),
      element('div', { class: 'actions' }, again),
      spoken,
    ];
  }
  const entry = form(
    () => isBusy || actions.onCheckCode(id),
    textField({
      id: `code-${id}`,
      label: words.code,
      problem: state.problems[`code-${id}`] ?? '',
      value: typed.codes.get(id) ?? '',
      onInput: (value) => typed.codes.set(id, value),
      attributes: { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: '7' },
    }),
    element(
      'p',
      {},
      `${words.codeUntil(clockText(Date.parse(code.expiresAt), language()))} `,
      element('span', { 'data-until': code.expiresAt }),
      ` ${words.attempts(code.attemptsLeft)}`,
    ),
    element('div', { class: 'actions' }, submitButton({ key: `check ${id}`, text: words.checkCode, isBusy }), again),
  );
  return [element('p', {}, words.codeSent), entry, spoken];
}
