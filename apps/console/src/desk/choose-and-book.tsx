import { type BookedSlot, type BookingOutcome, MAX_CHOICES, problemCatalogue } from '@sunbeon/core';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useLanguage, useWords } from '../text/words.ts';
import { useCall } from './call.ts';
import { bookSlots } from './calls.ts';
import { focusOn } from './focus-on.ts';
import { slotText } from './sentences.ts';
import { SlotPicker } from './slot-picker.tsx';
import { useAct } from './use-act.ts';
import { deskWords } from './words.ts';

export type Confirmed = Extract<BookingOutcome, { state: 'confirmed' }>;
type Rejected = Exclude<BookingOutcome, Confirmed>;

interface ChooseAndBookProps {
  readonly windowId: string;
  readonly pass: string;
  /** Called once they have a booking. */
  readonly onBooked: (outcome: Confirmed) => void;
}

/** One attempt: the same slots are sent under the same key however often, so that they are booked once. */
interface Attempt {
  readonly slots: readonly BookedSlot[];
  readonly key: string;
}

const nothingChosen = (): Attempt => ({ slots: [], key: crypto.randomUUID() });

/** Up to three slots in the order wanted, and what came of booking them. */
export function ChooseAndBook({ windowId, pass, onBooked }: ChooseAndBookProps) {
  const words = useWords(deskWords);
  const { reason } = useCall();
  const [{ slots, key }, setAttempt] = useState(nothingChosen);
  const [refused, setRefused] = useState<Rejected | null>(null);
  const booking = useAct();
  const choose = (chosen: readonly BookedSlot[]) => setAttempt({ slots: chosen, key: crypto.randomUUID() });
  const add = (slot: BookedSlot) => {
    if (slots.length < MAX_CHOICES && slots.every(({ id }) => id !== slot.id)) choose([...slots, slot]);
  };
  return (
    <>
      {refused === null ? null : <RefusedNote outcome={refused} onChoose={add} />}
      <Chosen slots={slots} onRemove={(gone) => choose(slots.filter(({ id }) => id !== gone))} />
      <ProblemNote problem={booking.problem} />
      <Button
        busy={booking.busy}
        why={slots.length === 0 ? words.chooseFirst : null}
        onPress={() =>
          booking.run(async (signal) => {
            const decided = await bookSlots({ pass, slots: slots.map(({ id }) => id), reason }, key, signal);
            if (decided.state === 'confirmed') {
              onBooked(decided);
              return;
            }
            setRefused(decided);
            setAttempt(nothingChosen());
          })
        }
      >
        {words.submit}
      </Button>
      <SlotPicker windowId={windowId} chosen={slots.map(({ id }) => id)} most={MAX_CHOICES} onChoose={add} />
    </>
  );
}

interface ChosenProps {
  readonly slots: readonly BookedSlot[];
  readonly onRemove: (id: string) => void;
}

function Chosen({ slots, onRemove }: ChosenProps) {
  const words = useWords(deskWords);
  const language = useLanguage();
  return (
    <section aria-label={words.choices}>
      <h3>{words.choices}</h3>
      {slots.length === 0 ? <p className="soft">{words.noChoices}</p> : null}
      <ol className="chosen">
        {slots.map((slot, index) => (
          <li key={slot.id}>
            <span>
              <strong>{words.rank(index + 1)}</strong> {slotText(slot, language)}
            </span>
            <Button kind="quiet" label={words.removeSlot(slotText(slot, language))} onPress={() => onRemove(slot.id)}>
              {words.remove}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What was committed, to be read out. */
export function BookedNote({ outcome: { booking, secondDose } }: { readonly outcome: Confirmed }) {
  const words = useWords(deskWords);
  const language = useLanguage();
  return (
    <section className="done" aria-label={words.booked} tabIndex={-1} ref={focusOn}>
      <output className="numbers">
        {words.booked}. {words.bookedNumber(booking.number)}
      </output>
      <p>{slotText(booking, language)}</p>
      {secondDose === undefined ? null : (
        <p>
          {words.dose(2)}: {slotText(secondDose, language)}, {secondDose.number}
        </p>
      )}
    </section>
  );
}

interface RefusedNoteProps {
  readonly outcome: Rejected;
  readonly onChoose: (slot: BookedSlot) => void;
}

/** Why nothing was booked, and what could be instead. */
function RefusedNote({ outcome, onChoose }: RefusedNoteProps) {
  const words = useWords(deskWords);
  const language = useLanguage();
  const { title, detail } = problemCatalogue[outcome.code][language];
  return (
    <div role="alert" className="problem">
      <p className="problem-title">
        {words.notBooked}: {title}
      </p>
      <p>{detail}</p>
      {outcome.alternatives.length === 0 ? null : <p>{words.alternatives}</p>}
      <ul className="chosen">
        {outcome.alternatives.map((slot) => (
          <li key={slot.id}>
            <span>{slotText(slot, language)}</span>
            <Button kind="quiet" label={words.chooseSlot(slotText(slot, language))} onPress={() => onChoose(slot)}>
              {words.choose}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
