import { MAX_ROTATION_DAYS, rotationPatterns } from '@sunbeon/core';
import { Field } from '../parts/field.tsx';
import { useWords } from '../text/words.ts';
import { DigitField } from './digit-field.tsx';
import { formWords } from './form-words.ts';
import type { RotationChoice } from './rotation-page.tsx';

interface RotationFieldsProps {
  readonly choice: RotationChoice;
  readonly onChange: (choice: RotationChoice) => void;
}

/** From which day, over how many, and for whom each day. */
export function RotationFields({ choice, onChange }: RotationFieldsProps) {
  const words = useWords(formWords);
  const names = { 'same-cohort': words.sameCohort, 'last-digit': words.digitADay };
  return (
    <div className="rotation-fields">
      <div className="plan-grid">
        <Field label={words.firstDay}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={choice.firstDay}
              onChange={({ target }) => onChange({ ...choice, firstDay: target.value })}
            />
          )}
        </Field>
        <Field label={words.days}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={MAX_ROTATION_DAYS}
              value={choice.days}
              onChange={({ target }) => onChange({ ...choice, days: target.value })}
            />
          )}
        </Field>
      </div>
      <fieldset className="choices">
        <legend>{words.pattern}</legend>
        {rotationPatterns.map((pattern) => (
          <label key={pattern} className="choice">
            <input
              type="radio"
              name="pattern"
              checked={choice.pattern === pattern}
              onChange={() => onChange({ ...choice, pattern })}
            />
            {names[pattern]}
          </label>
        ))}
      </fieldset>
      {choice.pattern === 'last-digit' ? (
        <DigitField
          label={words.firstDigit}
          none={words.byDay}
          value={choice.firstDigit}
          onChange={(firstDigit) => onChange({ ...choice, firstDigit })}
        />
      ) : null}
    </div>
  );
}
