import { Field } from '../parts/field.tsx';
import { useWords } from '../text/words.ts';
import { formWords } from './form-words.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

interface DigitFieldProps {
  readonly label: string;
  /** What it is called when no digit is chosen. */
  readonly none: string;
  /** Empty for none. */
  readonly value: string;
  readonly onChange: (digit: string) => void;
}

/** A last digit of the day of birth, or none. */
export function DigitField({ label, none, value, onChange }: DigitFieldProps) {
  const words = useWords(formWords);
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="">{none}</option>
          {DIGITS.map((digit) => (
            <option key={digit} value={digit}>
              {words.digit(digit)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
