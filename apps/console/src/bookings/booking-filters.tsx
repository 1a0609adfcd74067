import { bookingStates, staffWindowViewSchema } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { ask } from '../api/ask.ts';
import { useMe } from '../api/me.ts';
import { Field } from '../parts/field.tsx';
import { useWords } from '../text/words.ts';
import type { FilterName, Filters } from './use-filters.ts';
import { bookingStateWords, bookingWords } from './words.ts';

const listSchema = z.object({ windows: z.array(staffWindowViewSchema.pick({ id: true, title: true })) });

interface BookingFiltersProps {
  readonly filters: Filters;
  readonly onChange: (name: FilterName, value: string) => void;
}

/** By what the list can be narrowed down beside the search; a clinic sees its own site in any case. */
export function BookingFilters({ filters, onChange }: BookingFiltersProps) {
  const words = useWords(bookingWords);
  const states = useWords(bookingStateWords);
  const { siteId } = useMe();
  const windows = useQuery({
    queryKey: ['windows', 'titles'],
    queryFn: async ({ signal }) => (await ask(listSchema, '/v1/staff/windows', { signal })).windows,
  });
  const windowNames = (windows.data ?? []).map(({ id, title }) => [id, title] as const).toReversed();
  const stateNames = bookingStates.map((state) => [state, states[state]] as const);
  return (
    <>
      <Choice
        label={words.window}
        options={windowNames}
        value={filters.window}
        onChange={(id) => onChange('window', id)}
      />
      <Choice
        label={words.state}
        options={stateNames}
        value={filters.state}
        onChange={(one) => onChange('state', one)}
      />
      {siteId === null ? (
        <>
          <Typed
            label={words.municipality}
            value={filters.municipality}
            onChange={(name) => onChange('municipality', name)}
          />
          <Typed label={words.siteId} value={filters.site} onChange={(id) => onChange('site', id)} />
        </>
      ) : null}
      {(['from', 'until'] as const).map((name) => (
        <Field key={name} label={words[name]}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={filters[name]}
              onChange={(event) => onChange(name, event.target.value)}
            />
          )}
        </Field>
      ))}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ label, options, value, onChange }: ChoiceProps) {
  const words = useWords(bookingWords);
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{words.all}</option>
          {options.map(([one, name]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Text that counts once it is complete: by Enter, or when the field is left. */
function Typed({ label, value, onChange }: Omit<ChoiceProps, 'options'>) {
  const [typed, setTyped] = useState(value);
  const settle = () => {
    if (typed.trim() !== value) onChange(typed.trim());
  };
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          maxLength={64}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle();
          }}
        />
      )}
    </Field>
  );
}
