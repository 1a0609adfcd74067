import type { CivilDate, DayList, StaffSite } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { dayText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { CheckIn } from './check-in.tsx';
import { DayFile } from './day-file.tsx';
import { dayQuery } from './day-list.ts';
import { DayTable } from './day-table.tsx';
import { dayWords } from './day-words.ts';
import { dayOr, noonOf, todayInSeoul } from './days.ts';

/** The list of a day: who is booked, who came; to be printed or saved. */
export function DayPage({ site }: { readonly site: StaffSite }) {
  const words = useWords(dayWords);
  const language = useLanguage();
  const navigate = useNavigate();
  const { day: written } = useParams();
  const day = dayOr(written, todayInSeoul());
  const { data: list, error, isFetching, refetch } = useQuery(dayQuery(site.id, day));
  const choose = (chosen: CivilDate) => void navigate(urls.siteDay(site.id, chosen));
  return (
    <>
      <h2>{words.titleOf(dayText(noonOf(day), language))}</h2>
      <p className="print-only">{`${site.province} ${site.municipality}`}</p>
      <div className="filters screen-only">
        <Field label={words.day} hint={words.audited}>
          {(control) => (
            <input {...control} type="date" value={day} onChange={({ target }) => choose(dayOr(target.value, day))} />
          )}
        </Field>
        <div className="buttons beside-field">
          <Button kind="quiet" onPress={() => choose(todayInSeoul())}>
            {words.today}
          </Button>
          <Button kind="quiet" busy={isFetching} onPress={() => void refetch()}>
            {words.refresh}
          </Button>
        </div>
      </div>
      <ProblemNote problem={error} />
      {list === undefined && isFetching ? <Progress /> : null}
      {list === undefined ? null : <Day key={day} siteId={site.id} day={day} list={list} />}
    </>
  );
}

function Day({ siteId, day, list }: { readonly siteId: string; readonly day: CivilDate; readonly list: DayList }) {
  const words = useWords(dayWords);
  const [isSaving, setSaving] = useState(false);
  if (list.bookings.length === 0) return <p className="nothing">{words.none}</p>;
  const visitors = (visit: 'arrived' | 'no-show') => list.bookings.filter((one) => one.visit === visit).length;
  return (
    <>
      <div className="screen-only">
        <CheckIn siteId={siteId} day={day} list={list} />
      </div>
      <output className="summary">
        {words.summary(list.bookings.length, visitors('arrived'), visitors('no-show'))}
      </output>
      {list.complete ? null : <p className="caution">{words.notAll}</p>}
      <DayTable siteId={siteId} day={day} list={list} />
      <div className="screen-only">
        {isSaving ? (
          <DayFile siteId={siteId} day={day} onEnd={() => setSaving(false)} />
        ) : (
          <div className="buttons">
            <Button kind="quiet" onPress={() => print()}>
              {words.print}
            </Button>
            <Button kind="quiet" onPress={() => setSaving(true)}>
              {words.file}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
