import { element } from './element.ts';

export interface FieldOptions {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with what was typed, in plain words; empty while nothing is known to be. */
  readonly problem: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Of the input, e.g. `inputmode`. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A field to type in: its label and hint above, what is wrong beside it, what was typed still in it. */
export function textField(options: FieldOptions): HTMLElement {
  const { id, value, onInput, attributes = {} } = options;
  const input = element('input', {
    id,
    name: id,
    'data-key': id,
    autocomplete: 'off',
    ...describedBy(options),
    ...attributes,
  });
  input.value = value;
  input.addEventListener('input', () => onInput(input.value));
  return field(options, input);
}

/** A list to choose one entry of. */
export function choiceField(
  options: FieldOptions & { readonly choices: readonly (readonly [value: string, text: string])[] },
): HTMLElement {
  const { id, value, onInput, choices } = options;
  const entries = choices.map(([choice, text]) => element('option', { value: choice }, text));
  const select = element('select', { id, name: id, 'data-key': id, ...describedBy(options) }, ...entries);
  select.value = value;
  select.addEventListener('input', () => onInput(select.value));
  return field(options, select);
}

/** Fields that are sent together: by their button, or by Enter in one of them. */
export function form(onSubmit: () => void, ...content: readonly HTMLElement[]): HTMLElement {
  const made = element('form', { class: 'form', novalidate: '' }, ...content);
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    onSubmit();
  });
  return made;
}

function field({ id, label, hint, problem }: FieldOptions, control: HTMLElement): HTMLElement {
  return element(
    'div',
    { class: 'field' },
    element('label', { for: id }, label),
    ...(hint === undefined ? [] : [element('p', { id: `${id}-hint`, class: 'soft' }, hint)]),
    ...(problem === '' ? [] : [element('p', { id: `${id}-problem`, class: 'problem' }, problem)]),
    control,
  );
}

function describedBy({ id, hint, problem }: FieldOptions): Record<string, string> {
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(problem === '' ? [] : [`${id}-problem`])];
  return {
    ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }),
    ...(problem === '' ? {} : { 'aria-invalid': 'true' }),
  };
}
