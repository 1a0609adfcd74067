import { useWords } from '../text/words.ts';
import { Field } from './field.tsx';
import { partWords } from './words.ts';

/** Longest reason the server takes. */
const MAX_REASON_LENGTH = 200;

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly error?: string | null;
}

/** Why something is done, for the audit trail. */
export function ReasonField({ value, onChange, error = null }: ReasonFieldProps) {
  const words = useWords(partWords);
  return (
    <Field label={words.reason} hint={words.reasonHint} error={error}>
      {(control) => (
        <input
          {...control}
          value={value}
          maxLength={MAX_REASON_LENGTH}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
