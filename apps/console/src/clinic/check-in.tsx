import type { CivilDate, DayList } from '@sunbeon/core';
import { useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { timeText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { bookingTyped, useVisit } from './day-list.ts';
import { dayWords } from './day-words.ts';

interface CheckInProps {
  readonly siteId: string;
  readonly day: CivilDate;
  readonly list: DayList;
}

/** The desk at the door: a booking number and Enter, and the next one. */
export function CheckIn({ siteId, day, list }: CheckInProps) {
  const words = useWords(dayWords);
  const visit = useVisit(siteId, day);
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const arrive = () => {
    const found = bookingTyped(list.bookings, typed);
    if (found === 'none') setSaid(words.notOnList(typed));
    else if (found === 'several') setSaid(words.ambiguous(typed));
    else {
      const name = found.name ?? words.unnamed;
      const time = timeText(found.startsAt);
      const sentence = found.visit === 'arrived' ? words.alreadyIn(name, time) : words.arrivedNow(name, time);
      visit.mutate(
        { bookingId: found.bookingId, visit: 'arrived' },
        {
          onSuccess: () => {
            setSaid(sentence);
            setTyped('');
          },
        },
      );
    }
    input.current?.focus();
  };
  return (
    <form
      className="check-in"
      onSubmit={(event) => {
        event.preventDefault();
        setSaid('');
        if (typed.trim() !== '') arrive();
      }}
    >
      <Field label={words.checkIn} hint={words.checkInHint}>
        {(control) => (
          <input
            {...control}
            ref={input}
            value={typed}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={visit.isPending}>
        {words.arrive}
      </Button>
      <output className="said">{said}</output>
      <ProblemNote problem={visit.error} />
    </form>
  );
}
