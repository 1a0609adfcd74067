import { addDays, type CivilDate, isCivilDate, type StaffWindowView } from '@sunbeon/core';
import { Link } from 'react-router';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { dayText, momentText, timeText } from '../text/moments.ts';
import { windowStateWords } from '../text/window-state-words.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { shortCohortText } from './cohort-text.ts';
import { useToday } from './use-today.ts';
import { type Bar, dayInSeoul, type Week, weekOf, weeksFrom } from './week-layout.ts';
import { windowWords } from './words.ts';

const WEEKS = 6;
const STEP_DAYS = 28;

interface CalendarProps {
  readonly windows: readonly StaffWindowView[];
  readonly from: CivilDate;
  readonly onFrom: (day: string) => void;
  readonly mayPlan: boolean;
}

/** Six weeks, each window a bar over the days it is open, in Seoul. */
export function Calendar({ windows, from, onFrom, mayPlan }: CalendarProps) {
  const words = useWords(windowWords);
  const weeks = weeksFrom(from, WEEKS, windows);
  const isEmpty = weeks.every(({ bars }) => bars.length === 0);
  const nearest = isEmpty ? nearestTo(from, windows) : null;
  return (
    <>
      <div className="calendar-steps">
        <Button kind="quiet" onPress={() => onFrom(addDays(weekOf(from), -STEP_DAYS))}>
          {words.before}
        </Button>
        <Button kind="quiet" onPress={() => onFrom('')}>
          {words.today}
        </Button>
        <Button kind="quiet" onPress={() => onFrom(addDays(weekOf(from), STEP_DAYS))}>
          {words.after}
        </Button>
        <Field label={words.from}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={from}
              onChange={({ target }) => {
                if (isCivilDate(target.value)) onFrom(target.value);
              }}
            />
          )}
        </Field>
      </div>
      {isEmpty ? <p className="nothing">{words.nothingHere}</p> : null}
      {nearest === null ? null : (
        <p>
          <Link to={urls.windows(nearest)}>{words.goTo(nearest)}</Link>
        </p>
      )}
      <div className="calendar">
        <div className="days day-names" aria-hidden="true">
          {words.days.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </div>
        {weeks.map((week) => (
          <WeekRow key={week.days[0]} week={week} mayPlan={mayPlan} />
        ))}
      </div>
    </>
  );
}

function nearestTo(from: CivilDate, windows: readonly StaffWindowView[]): CivilDate | null {
  const days = windows.map(({ opensAt }) => dayInSeoul(opensAt));
  return days.find((day) => day >= from) ?? days.at(-1) ?? null;
}

function WeekRow({ week: { days, bars }, mayPlan }: { readonly week: Week; readonly mayPlan: boolean }) {
  const words = useWords(windowWords);
  const language = useLanguage();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const today = useToday();
  return (
    <section className="week" aria-label={words.weekOf(dayText(first, language), dayText(last, language))}>
      <ul className="days">
        {days.map((day) => (
          <li key={day} className={day === today ? 'day today' : 'day'}>
            <DayNumber day={day} mayPlan={mayPlan && day >= today} />
          </li>
        ))}
      </ul>
      <ul className="bars">
        {bars.map((bar) => (
          <WindowBar key={bar.window.id} bar={bar} />
        ))}
      </ul>
    </section>
  );
}

function DayNumber({ day, mayPlan }: { readonly day: CivilDate; readonly mayPlan: boolean }) {
  const words = useWords(windowWords);
  const language = useLanguage();
  const number = day.endsWith('-01') ? `${Number(day.slice(5, 7))}/1` : String(Number(day.slice(8)));
  if (!mayPlan) return <time dateTime={day}>{number}</time>;
  return (
    <Link to={urls.newWindow(day)} title={words.newOn(day)}>
      {number} <span className="unseen">{words.newOn(dayText(day, language))}</span>
    </Link>
  );
}

function WindowBar({ bar: { window, first, last, lane, opens, closes } }: { readonly bar: Bar }) {
  const states = useWords(windowStateWords);
  const language = useLanguage();
  const { id, title, cohort, state, opensAt, closesAt } = window;
  const day = dayText(opensAt, language);
  return (
    <li style={{ gridColumn: `${first + 1} / ${last + 2}`, gridRow: lane + 1 }}>
      <Link
        to={urls.window(id)}
        className={`bar bar-${state}${opens ? ' opens-here' : ''}${closes ? ' closes-here' : ''}`}
        title={`${title}, ${day} ${timeText(opensAt)}`}
      >
        <span className="bar-day">{day}</span>
        <span className="bar-when">{opens ? timeText(opensAt) : '…'}</span>
        <span className="bar-whom">{shortCohortText(cohort, language)}</span>
        <span className="bar-state">{states[state]}</span>
        <span className="unseen">{`${title}, ${momentText(opensAt, language)}–${momentText(closesAt, language)}`}</span>
      </Link>
    </li>
  );
}
