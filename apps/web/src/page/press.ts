import { element } from './element.ts';

export interface PressOptions {
  /** By which the button is found again when its place is painted anew. */
  readonly key: string;
  readonly text: string;
  /** Classes; that of the main button unless said otherwise. */
  readonly look?: string;
  /** While something is under way pressing does nothing, and the keyboard stays where it is. */
  readonly isBusy?: boolean;
  readonly onPress: () => void;
}

/** A button that does something. */
export function press({ key, text, look = 'button', isBusy = false, onPress }: PressOptions): HTMLElement {
  const made = element('button', { class: look, type: 'button', 'data-key': key }, text);
  if (isBusy) made.setAttribute('aria-disabled', 'true');
  else made.addEventListener('click', onPress);
  return made;
}

/** The button of a form; the form's `submit` does it, and the key Enter. */
export function submitButton({
  key,
  text,
  look = 'button',
  isBusy = false,
}: Omit<PressOptions, 'onPress'>): HTMLElement {
  const made = element('button', { class: look, type: 'submit', 'data-key': key }, text);
  if (isBusy) made.setAttribute('aria-disabled', 'true');
  return made;
}

/** A question before something that cannot be undone, with its two answers; `key` is where the keyboard goes to. */
export function confirmStep(key: string, question: string, ...answers: readonly HTMLElement[]): HTMLElement {
  const id = `confirm-${key.replaceAll(/[^\w-]/g, '-')}`;
  return element(
    'div',
    { class: 'confirm', role: 'group', 'aria-labelledby': id },
    element('p', { id, class: 'question', tabindex: '-1', 'data-key': key }, question),
    element('div', { class: 'actions' }, ...answers),
  );
}
