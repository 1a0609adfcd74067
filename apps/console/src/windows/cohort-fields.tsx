import { useWords } from '../text/words.ts';
import { DigitField } from './digit-field.tsx';
import { formWords } from './form-words.ts';
import { withBirthDay, withYear } from './plan.ts';
import type { PlanFormProps } from './plan-form.tsx';
import { PlanInput } from './plan-input.tsx';

/** Who a window is for: years of birth, exact days where the years are not whole, and the last digit of the day. */
export function CohortFields(props: PlanFormProps) {
  const { fields, onChange } = props;
  const words = useWords(formWords);
  const isExact = !fields.birthFrom.endsWith('-01-01') || !fields.birthTo.endsWith('-12-31');
  return (
    <fieldset>
      <legend>{words.who}</legend>
      <div className="plan-grid">
        {(['From', 'To'] as const).map((side) => (
          <PlanInput
            key={side}
            {...props}
            name={`year${side}`}
            called={`cohort.birth${side}`}
            label={words[`year${side}`]}
            inputMode="numeric"
            onType={(year) => onChange(withYear(fields, side, year))}
          />
        ))}
      </div>
      <details open={(isExact && fields.birthFrom !== '' && fields.birthTo !== '') || undefined}>
        <summary>{words.exactDays}</summary>
        <div className="plan-grid">
          {(['From', 'To'] as const).map((side) => (
            <PlanInput
              key={side}
              {...props}
              name={`birth${side}`}
              label={words[`birth${side}`]}
              type="date"
              onType={(day) => onChange(withBirthDay(fields, side, day))}
            />
          ))}
        </div>
      </details>
      <div className="plan-grid">
        <DigitField
          label={words.lastDigit}
          none={words.anyDigit}
          value={fields.lastDigit}
          onChange={(lastDigit) => onChange({ ...fields, lastDigit })}
        />
        <PlanInput
          {...props}
          name="expectedPeople"
          label={words.expectedPeople}
          hint={words.expectedPeopleHint}
          inputMode="numeric"
        />
      </div>
      <label className="choice">
        <input
          type="checkbox"
          checked={fields.requiresRoll}
          onChange={({ target }) => onChange({ ...fields, requiresRoll: target.checked })}
        />
        {words.requiresRoll}
      </label>
    </fieldset>
  );
}
