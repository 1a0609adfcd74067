import { Field } from '../parts/field.tsx';

const CODE_LENGTH = 6;

interface CodeFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
}

/** Six digits of an authenticator app; blanks that are typed or pasted along are dropped. */
export function CodeField({ label, hint, value, onChange }: CodeFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          className="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={value}
          onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, '').slice(0, CODE_LENGTH))}
        />
      )}
    </Field>
  );
}

export function isWholeCode(code: string): boolean {
  return code.length === CODE_LENGTH;
}
