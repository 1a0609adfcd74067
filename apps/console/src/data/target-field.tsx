import type { StaffWindowView } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { Field } from '../parts/field.tsx';
import { useWords } from '../text/words.ts';
import { windowsQuery } from '../windows/use-windows.ts';
import { dataWords } from './words.ts';

interface TargetFieldProps {
  readonly of: 'window' | 'campaign';
  readonly value: string;
  /** What is said while none is chosen. */
  readonly nothing: string;
  readonly onChange: (value: string) => void;
}

/** One of the windows, or of the campaigns they belong to. */
export function TargetField({ of, value, nothing, onChange }: TargetFieldProps) {
  const words = useWords(dataWords);
  const { data: windows = [] } = useQuery(windowsQuery);
  const options = of === 'window' ? windows.map(windowOption) : campaignsOf(windows);
  return (
    <Field label={words[of]}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{nothing}</option>
          {options.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type Option = readonly [id: string, name: string];

const windowOption = ({ id, title }: StaffWindowView): Option => [id, title === id ? id : `${title} (${id})`];

function campaignsOf(windows: readonly StaffWindowView[]): Option[] {
  return [...new Set(windows.map(({ campaignId }) => campaignId))].map((id) => [id, id]);
}
