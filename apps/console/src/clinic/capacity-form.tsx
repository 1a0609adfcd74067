import { MAX_SLOT_CAPACITY, type WeekSlot } from '@sunbeon/core';
import { useState } from 'react';
import { ConsoleProblem } from '../api/console-problem.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { partWords } from '../parts/words.ts';
import { useWords } from '../text/words.ts';
import { ReduceSlot } from './reduce-slot.tsx';
import { useCapacity, type WantedCapacity } from './slot-changes.ts';
import { slotWords } from './slot-words.ts';
import { clinicWords } from './words.ts';

interface CapacityFormProps {
  readonly slot: WeekSlot;
  readonly siteId: string;
}

/** Another capacity for a time; fewer than are taken leads to the way that displaces somebody. */
export function CapacityForm({ slot, siteId }: CapacityFormProps) {
  const words = useWords(slotWords);
  const { done } = useWords(clinicWords);
  const { reasonNeeded } = useWords(partWords);
  const change = useCapacity(siteId, slot.id);
  const [written, setWritten] = useState(String(slot.capacity));
  const [reason, setReason] = useState('');
  const [below, setBelow] = useState<WantedCapacity | null>(null);
  const capacity = /^\d{1,5}$/.test(written) ? Number(written) : Number.NaN;
  const isNumber = capacity <= MAX_SLOT_CAPACITY;
  const why = isNumber
    ? capacity === slot.capacity
      ? words.same
      : reason.trim() === ''
        ? reasonNeeded
        : null
    : words.notANumber;
  if (below !== null) {
    return <ReduceSlot slot={slot} siteId={siteId} wanted={below} onEnd={() => setBelow(null)} />;
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = { capacity, reason: reason.trim() };
        change.mutate(wanted, {
          onError: (problem) => {
            if (isBelowBooked(problem)) setBelow(wanted);
          },
        });
      }}
    >
      <Field label={words.capacityLabel} hint={words.capacityHint(slot.taken)}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            value={written}
            aria-invalid={isNumber ? undefined : true}
            onChange={({ target }) => setWritten(target.value)}
          />
        )}
      </Field>
      <ReasonField value={reason} onChange={setReason} />
      <ProblemNote problem={isBelowBooked(change.error) ? null : change.error} />
      <div className="buttons">
        <Button type="submit" why={why} busy={change.isPending}>
          {words.changeCapacity}
        </Button>
        <output>{change.isSuccess && capacity === slot.capacity ? done : ''}</output>
      </div>
    </form>
  );
}

function isBelowBooked(problem: Error | null): boolean {
  return problem instanceof ConsoleProblem && problem.code === 'capacity-below-booked';
}
