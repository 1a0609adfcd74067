import { policies } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../text/words.ts';
import { CohortFields } from './cohort-fields.tsx';
import { formWords } from './form-words.ts';
import type { PlanFields } from './plan.ts';
import { PlanInput } from './plan-input.tsx';
import { windowsQuery } from './use-windows.ts';
import { policyWords } from './words.ts';

export interface PlanFormProps {
  readonly fields: PlanFields;
  /** Whether an id can still be chosen. */
  readonly isNew: boolean;
  /** Fields that do not allow the plan, as the server calls them; `null`: nothing is said about them yet. */
  readonly wrong: ReadonlySet<string> | null;
  readonly onChange: (fields: PlanFields) => void;
}

/** Everything a window is planned by: for whom, when, under which name, how fast. */
export function PlanForm(props: PlanFormProps) {
  const words = useWords(formWords);
  return (
    <div className="plan-fields">
      <CohortFields {...props} />
      <TimeFields {...props} />
      <NameFields {...props} />
      <details open={props.wrong !== null || undefined}>
        <summary>{words.pace}</summary>
        <div className="plan-grid">
          {(['maxActive', 'maxPerSecond', 'agentSeats', 'admissionSeconds'] as const).map((name) => (
            <PlanInput key={name} {...props} name={name} label={words[name]} inputMode="numeric" />
          ))}
        </div>
      </details>
    </div>
  );
}

function TimeFields(props: PlanFormProps) {
  const { fields, onChange } = props;
  const words = useWords(formWords);
  const names = useWords(policyWords);
  return (
    <fieldset>
      <legend>{words.when}</legend>
      <div className="plan-grid">
        <PlanInput {...props} name="opensAt" label={words.opensAt} type="datetime-local" />
        <PlanInput {...props} name="closesAt" label={words.closesAt} type="datetime-local" />
      </div>
      <fieldset className="choices">
        <legend>{words.policy}</legend>
        {policies.map((policy) => (
          <label key={policy} className="choice">
            <input
              type="radio"
              name="policy"
              checked={fields.policy === policy}
              onChange={() => onChange({ ...fields, policy })}
            />
            {names[policy]}
          </label>
        ))}
      </fieldset>
      {fields.policy === 'draw' ? (
        <PlanInput
          {...props}
          name="lobbyOpensAt"
          label={words.lobbyOpensAt}
          hint={words.lobbyHint}
          type="datetime-local"
        />
      ) : null}
    </fieldset>
  );
}

function NameFields(props: PlanFormProps) {
  const words = useWords(formWords);
  const { data: windows = [] } = useQuery(windowsQuery);
  const campaigns = [...new Set(windows.map(({ campaignId }) => campaignId))];
  return (
    <fieldset>
      <legend>{words.names}</legend>
      <PlanInput {...props} name="title" label={words.name} hint={words.nameHint} />
      <PlanInput {...props} name="campaignId" label={words.campaignId} hint={words.campaignHint} list="campaigns" />
      <datalist id="campaigns">
        {campaigns.map((campaign) => (
          <option key={campaign}>{campaign}</option>
        ))}
      </datalist>
      {props.isNew ? <PlanInput {...props} name="id" label={words.id} hint={words.idHint} /> : null}
      <PlanInput
        {...props}
        name="secondDoseAfterDays"
        label={words.secondDose}
        hint={words.secondDoseHint}
        inputMode="numeric"
      />
    </fieldset>
  );
}
