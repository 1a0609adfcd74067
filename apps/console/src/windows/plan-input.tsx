import { Field } from '../parts/field.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { formWords } from './form-words.ts';
import { instantOf, type PlanFields } from './plan.ts';
import type { PlanFormProps } from './plan-form.tsx';

type TextName = Exclude<keyof PlanFields, 'requiresRoll' | 'policy'>;

interface PlanInputProps extends PlanFormProps {
  readonly name: TextName;
  readonly label: string;
  readonly hint?: string;
  /** What the server calls it, where it is called otherwise. */
  readonly called?: string;
  readonly type?: 'text' | 'date' | 'datetime-local';
  readonly inputMode?: 'numeric';
  readonly list?: string;
  /** What typing does, where it is not that field alone. */
  readonly onType?: (text: string) => void;
}

/** One native field of a plan, with what is wrong with it. */
export function PlanInput(props: PlanInputProps) {
  const { fields, wrong, onChange, name, label, hint, called = name, type = 'text', inputMode, list, onType } = props;
  const words = useWords(formWords);
  const language = useLanguage();
  const instant = type === 'datetime-local' ? instantOf(fields[name]) : '';
  const error = wrong?.has(called) === true ? (words.wrong[called] ?? words.notYet) : null;
  return (
    <div>
      <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
        {(control) => (
          <input
            {...control}
            type={type}
            inputMode={inputMode}
            list={list}
            autoComplete="off"
            value={fields[name]}
            onChange={({ target: { value } }) =>
              onType === undefined ? onChange({ ...fields, [name]: value }) : onType(value)
            }
          />
        )}
      </Field>
      {instant === '' ? null : <p className="echo">{momentText(instant, language)}</p>}
    </div>
  );
}
