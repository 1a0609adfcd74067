import { isCivilDate, MAX_LAID_WEEKS, type StaffSite } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { todayInSeoul } from './days.ts';
import { LaidOutNote } from './laid-out-note.tsx';
import { openWindowsQuery, type Plan, useForeseeing, useLayingOut } from './laying-out.ts';
import { MakeSlots } from './make-slots.tsx';
import { slotsWords } from './slots-words.ts';

interface WrittenPlan {
  readonly window: string;
  readonly from: string;
  readonly weeks: string;
  readonly openOnHolidays: boolean;
}

/** The hours of a site laid out as slots for weeks, seen before they are made. */
export function LayOutPage({ site }: { readonly site: StaffSite }) {
  const words = useWords(slotsWords);
  const [written, setWritten] = useState<WrittenPlan>({
    window: '',
    from: todayInSeoul(),
    weeks: '4',
    openOnHolidays: false,
  });
  const foresee = useForeseeing(site.id);
  const make = useLayingOut(site.id);
  const plan = planOf(written);
  const change = (changed: Partial<WrittenPlan>) => {
    setWritten({ ...written, ...changed });
    foresee.reset();
    make.reset();
  };
  const why =
    site.closedAt === null
      ? plan === null
        ? written.window === ''
          ? words.noWindow
          : words.wrongWeeks
        : null
      : words.closed;
  return (
    <>
      <h2>{words.title}</h2>
      <p className="soft">{words.about}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          make.reset();
          if (plan !== null) foresee.mutate(plan);
        }}
      >
        <PlanFields written={written} onChange={change} />
        <ProblemNote problem={foresee.error ?? make.error} />
        <div className="buttons">
          <Button type="submit" kind="quiet" why={why} busy={foresee.isPending}>
            {words.foresee}
          </Button>
        </div>
      </form>
      {make.data === undefined ? null : <LaidOutNote laid={make.data} />}
      {make.data !== undefined || foresee.data === undefined || plan === null ? null : (
        <>
          <LaidOutNote laid={foresee.data} />
          <MakeSlots
            laid={foresee.data}
            busy={make.isPending}
            onMake={(unknownHolidays) => make.mutate({ ...plan, unknownHolidays })}
          />
        </>
      )}
    </>
  );
}

function planOf({ window, from, weeks, openOnHolidays }: WrittenPlan): Plan | null {
  const count = /^\d{1,2}$/.test(weeks) ? Number(weeks) : 0;
  if (window === '' || !isCivilDate(from) || count < 1 || count > MAX_LAID_WEEKS) return null;
  return { window, from, weeks: count, openOnHolidays };
}

interface PlanFieldsProps {
  readonly written: WrittenPlan;
  readonly onChange: (changed: Partial<WrittenPlan>) => void;
}

function PlanFields({ written, onChange }: PlanFieldsProps) {
  const words = useWords(slotsWords);
  const language = useLanguage();
  const { data: windows, error } = useQuery(openWindowsQuery);
  return (
    <>
      <ProblemNote problem={error} />
      <Field label={words.window}>
        {(control) => (
          <select {...control} value={written.window} onChange={({ target }) => onChange({ window: target.value })}>
            <option value="">{words.noWindow}</option>
            {windows?.map(({ id, title, opensAt }) => (
              <option key={id} value={id}>{`${title} (${id}) – ${momentText(opensAt, language)}`}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.from}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={written.from}
            onChange={({ target }) => onChange({ from: target.value })}
          />
        )}
      </Field>
      <Field label={words.weeks}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            value={written.weeks}
            onChange={({ target }) => onChange({ weeks: target.value })}
          />
        )}
      </Field>
      <label className="choice">
        <input
          type="checkbox"
          checked={written.openOnHolidays}
          onChange={({ target }) => onChange({ openOnHolidays: target.checked })}
        />
        {words.openOnHolidays}
      </label>
    </>
  );
}
