import type { ChecklistItem, StaffWindowView } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { checklistText, checklistWords } from './checklist-words.ts';
import { useWhyNot } from './may-plan.ts';
import { checklistQuery, useSchedule } from './use-windows.ts';

/** What a draft is judged by before citizens see it, and the way to let them. */
export function Checklist({ window }: { readonly window: StaffWindowView }) {
  const words = useWords(checklistWords);
  const language = useLanguage();
  const { data: items, error } = useQuery(checklistQuery(window.id));
  return (
    <section>
      <h2>{words.title}</h2>
      <ProblemNote problem={error} />
      {items === undefined ? (
        <Progress text={words.waits} />
      ) : (
        <>
          <ul className="checklist">
            {items.map((item) => (
              <li key={item.code} className={`check check-${item.state}`}>
                <strong>{words.codes[item.code]}</strong>
                <span className="check-state">{words.states[item.state]}</span>
                <span>{checklistText(item, language)}</span>
              </li>
            ))}
          </ul>
          <Schedule window={window} items={items} />
        </>
      )}
    </section>
  );
}

interface ScheduleProps {
  readonly window: StaffWindowView;
  readonly items: readonly ChecklistItem[];
}

function Schedule({ window, items }: ScheduleProps) {
  const words = useWords(checklistWords);
  const whyNot = useWhyNot();
  const [isAsked, setAsked] = useState(false);
  const missing = items.filter(({ state }) => state === 'missing').map(({ code }) => words.codes[code]);
  const lacks = missing.length === 0 ? null : words.lacks(missing.join(', '));
  if (isAsked && lacks === null) {
    return <ScheduleConfirm window={window} items={items} onCancel={() => setAsked(false)} />;
  }
  return (
    <Button why={whyNot ?? lacks} onPress={() => setAsked(true)}>
      {words.schedule}
    </Button>
  );
}

/** Every warning is ticked by itself: whoever schedules has read it. */
function ScheduleConfirm({ window, items, onCancel }: ScheduleProps & { readonly onCancel: () => void }) {
  const words = useWords(checklistWords);
  const language = useLanguage();
  const schedule = useSchedule(window.id);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const warnings = items.filter(({ state }) => state === 'warning');
  const isEveryTicked = warnings.every(({ code }) => ticked.has(code));
  return (
    <Confirm
      action={words.schedule}
      busy={schedule.isPending}
      problem={schedule.error}
      why={isEveryTicked ? null : words.acceptAll}
      onDo={() => schedule.mutate([...ticked])}
      onCancel={onCancel}
    >
      <p>{words.scheduleEffect(momentText(window.opensAt, language))}</p>
      {warnings.map((item) => (
        <label key={item.code} className="choice">
          <input
            type="checkbox"
            checked={ticked.has(item.code)}
            onChange={({ target }) => setTicked(withTick(ticked, item.code, target.checked))}
          />
          <span>{`${checklistText(item, language)} ${words.accept(words.codes[item.code])}`}</span>
        </label>
      ))}
      {warnings.length === 0 ? null : <p className="soft">{words.accepted}</p>}
    </Confirm>
  );
}

function withTick(ticked: ReadonlySet<string>, code: string, isTicked: boolean): ReadonlySet<string> {
  const others = [...ticked].filter((other) => other !== code);
  return new Set(isTicked ? [...others, code] : others);
}
