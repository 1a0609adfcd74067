import { addDays, generateSlotsBodySchema } from '@sunbeon/core';
import { useState } from 'react';
import { Confirm } from '../parts/confirm.tsx';
import { Field } from '../parts/field.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { formWords } from './form-words.ts';
import { useLayOutSlots } from './use-windows.ts';
import { dayInSeoul } from './week-layout.ts';
import type { PanelProps } from './window-actions.tsx';
import { windowWords } from './words.ts';

/** People are vaccinated a week after the window opens at the earliest, unless somebody says otherwise. */
const DAYS_BEHIND = 7;
const NUMBERS = ['sites', 'days', 'timesPerDay', 'capacity'] as const;

/** Lays out slots evenly: the quick way; site by site goes by the clinics' pages. */
export function SlotsPanel({ window, onClose }: PanelProps) {
  const words = useWords(windowWords);
  const form = useWords(formWords);
  const layOut = useLayOutSlots(window.id);
  const [fields, setFields] = useState({ sites: '101', days: '5', timesPerDay: '12', capacity: '10' });
  const [from, setFrom] = useState<string>(addDays(dayInSeoul(window.opensAt), DAYS_BEHIND));
  const names = { ...words, days: words.slotDays };
  const read = generateSlotsBodySchema.safeParse({
    from,
    ...Object.fromEntries(NUMBERS.map((name) => [name, Number(fields[name])])),
  });
  if (layOut.data !== undefined) {
    const { slots, sites, capacity } = layOut.data;
    return <output className="done">{words.slotsMade(countText(slots), countText(sites), countText(capacity))}</output>;
  }
  return (
    <Confirm
      action={words.slots}
      busy={layOut.isPending}
      problem={layOut.error}
      why={read.success ? null : form.notYet}
      onDo={() => {
        if (read.success) layOut.mutate(read.data);
      }}
      onCancel={onClose}
    >
      <p>{words.slotsEffect}</p>
      <div className="plan-grid">
        {NUMBERS.map((name) => (
          <Field key={name} label={names[name]}>
            {(control) => (
              <input
                {...control}
                type="number"
                min={1}
                value={fields[name]}
                onChange={({ target }) => setFields({ ...fields, [name]: target.value })}
              />
            )}
          </Field>
        ))}
        <Field label={words.slotsFrom}>
          {(control) => (
            <input {...control} type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
          )}
        </Field>
      </div>
    </Confirm>
  );
}
