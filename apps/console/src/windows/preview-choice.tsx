import { Field } from '../parts/field.tsx';

interface PreviewChoiceProps<Choice extends string> {
  readonly label: string;
  readonly all: readonly Choice[];
  readonly names: Readonly<Record<Choice, string>>;
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** One of a few. */
export function PreviewChoice<Choice extends string>(props: PreviewChoiceProps<Choice>) {
  const { label, all, names, value, onChange } = props;
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={({ target }) => {
            const chosen = all.find((choice) => choice === target.value);
            if (chosen !== undefined) onChange(chosen);
          }}
        >
          {all.map((choice) => (
            <option key={choice} value={choice}>
              {names[choice]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
