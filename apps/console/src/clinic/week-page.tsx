import { addDays, type CivilDate, type SiteWeek, type WeekSlot } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { useWords } from '../text/words.ts';
import { dayOr, mondayOf, todayInSeoul } from './days.ts';
import { weekQuery } from './site-queries.ts';
import { SlotPanel } from './slot-panel.tsx';
import { WeekTable } from './week-table.tsx';
import { clinicWords } from './words.ts';

const DAYS_A_WEEK = 7;

/** Seven days of a site: what is taken of each time, blocks and holidays; a time that is pressed can be changed. */
export function WeekPage({ siteId }: { readonly siteId: string }) {
  const words = useWords(clinicWords);
  const [params, setParams] = useSearchParams();
  const from = dayOr(params.get('from'), mondayOf(todayInSeoul()));
  const { data: week, error, isLoading } = useQuery(weekQuery(siteId, from));
  return (
    <>
      <WeekChooser from={from} onChoose={(day) => setParams({ from: day }, { replace: true })} />
      <ProblemNote problem={error} />
      {isLoading ? <Progress /> : null}
      {week === undefined ? null : <Week key={from} week={week} siteId={siteId} />}
      {week?.complete === false ? <p className="soft">{words.notAll}</p> : null}
    </>
  );
}

function Week({ week, siteId }: { readonly week: SiteWeek; readonly siteId: string }) {
  const words = useWords(clinicWords);
  const [chosen, setChosen] = useState<string | null>(null);
  const slot: WeekSlot | undefined = week.slots.find(({ id }) => id === chosen);
  if (week.slots.length === 0) return <p className="nothing">{words.noSlots}</p>;
  return (
    <>
      <p className="soft">{words.choose}</p>
      <WeekTable week={week} chosen={chosen} onChoose={({ id }) => setChosen(id === chosen ? null : id)} />
      {slot === undefined ? null : (
        <SlotPanel key={slot.id} slot={slot} siteId={siteId} onEnd={() => setChosen(null)} />
      )}
    </>
  );
}

function WeekChooser({ from, onChoose }: { readonly from: CivilDate; readonly onChoose: (day: CivilDate) => void }) {
  const words = useWords(clinicWords);
  return (
    <div className="filters">
      <Field label={words.fromDay}>
        {(control) => (
          <input {...control} type="date" value={from} onChange={({ target }) => onChoose(dayOr(target.value, from))} />
        )}
      </Field>
      <div className="buttons beside-field">
        <Button kind="quiet" onPress={() => onChoose(addDays(from, -DAYS_A_WEEK))}>
          {words.earlier}
        </Button>
        <Button kind="quiet" onPress={() => onChoose(mondayOf(todayInSeoul()))}>
          {words.thisWeek}
        </Button>
        <Button kind="quiet" onPress={() => onChoose(addDays(from, DAYS_A_WEEK))}>
          {words.later}
        </Button>
      </div>
    </div>
  );
}
