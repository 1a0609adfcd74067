import { element } from '../page/element.ts';

/** A button that is found again by `key` when the list it stands in is painted anew. */
export function keyedButton(
  key: string,
  text: string,
  look: string,
  disabled: boolean,
  onPress: () => void,
): HTMLElement {
  const attributes = { class: look, type: 'button', 'data-key': key, ...(disabled ? { 'aria-disabled': 'true' } : {}) };
  const made = element('button', attributes, text);
  if (!disabled) made.addEventListener('click', onPress);
  return made;
}
