import { type CallerLine, type Language, languages, type WindowState } from '@sunbeon/core';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { useCall } from './call.ts';
import { type Found, takeSeat } from './calls.ts';
import { BookedNote, ChooseAndBook, type Confirmed } from './choose-and-book.tsx';
import { focusOn } from './focus-on.ts';
import { useAct } from './use-act.ts';
import { leftText, useSeat } from './use-seat.ts';
import { deskWords } from './words.ts';

/** From then on the end of the seat is announced. */
const SOON_MS = 60_000;
/** Nobody is let in while a window is in one of these. */
const DOORS_SHUT: ReadonlySet<WindowState> = new Set(['scheduled', 'closed']);

/** Booking for the caller: a seat in a window, and in it what is free. */
export function BookPart() {
  const words = useWords(deskWords);
  const { found } = useCall();
  const lines = found.by === 'person' ? (found.truth.lines ?? []) : [];
  const open = lines.filter(
    ({ eligible, state, place }) => eligible && !DOORS_SHUT.has(state) && place?.state !== 'finished',
  );
  return (
    <section aria-label={words.book}>
      <h2>{words.book}</h2>
      {found.by === 'person' ? <Booking open={open} /> : <Button why={words.needVerified}>{words.takeSeat}</Button>}
    </section>
  );
}

function Booking({ open }: { readonly open: readonly CallerLine[] }) {
  const words = useWords(deskWords);
  const { found, reason, aheadMs, look } = useCall();
  const [wanted, setWanted] = useState<string | null>(null);
  const [language, setLanguage] = useState<Language>('ko');
  const { seat, leftMs, take, leave } = useSeat(aheadMs);
  const [booked, setBooked] = useState<Confirmed | null>(null);
  const taking = useAct();
  const windowId = open.find((line) => line.windowId === wanted)?.windowId ?? open[0]?.windowId ?? '';
  if (seat !== null && leftMs > 0)
    return (
      <div tabIndex={-1} ref={focusOn}>
        <p className="done">
          {words.seat(countText(seat.number))} <strong className="numbers">{words.seatLeft(leftText(leftMs))}</strong>
        </p>
        <output className="unseen">{leftMs < SOON_MS ? words.seatSoon : ''}</output>
        <ChooseAndBook
          windowId={wanted ?? windowId}
          pass={seat.pass}
          onBooked={(outcome) => {
            setBooked(outcome);
            leave();
            look();
          }}
        />
        <Button kind="quiet" onPress={leave}>
          {words.giveBack}
        </Button>
      </div>
    );
  return (
    <div className="form">
      {booked !== null && isStillTrue(booked, found) ? (
        <BookedNote outcome={booked} />
      ) : (
        <p className="soft">{words.bookHint}</p>
      )}
      {seat === null ? null : <output className="unknown">{words.seatOver}</output>}
      {open.length === 0 ? null : (
        <>
          <WindowField open={open} windowId={windowId} onChange={setWanted} />
          <LanguageField language={language} onChange={setLanguage} />
        </>
      )}
      <ProblemNote problem={taking.problem} />
      <Button
        busy={taking.busy}
        why={open.length === 0 ? words.nowhere : null}
        onPress={() =>
          taking.run(async (signal) => {
            if (found.by !== 'person') return;
            take(await takeSeat({ window: windowId, caller: found.caller, language, reason }, signal));
            setWanted(windowId);
            look();
          })
        }
      >
        {words.takeSeat}
      </Button>
    </div>
  );
}

/** What was booked a moment ago may have been moved or cancelled since: then it is not said any more. */
function isStillTrue({ booking }: Confirmed, found: Found): boolean {
  const known = found.by === 'person' ? found.truth.bookings.find(({ id }) => id === booking.id) : undefined;
  return known === undefined || (known.state === 'confirmed' && known.slotId === booking.slotId);
}

interface WindowFieldProps {
  readonly open: readonly CallerLine[];
  readonly windowId: string;
  readonly onChange: (windowId: string) => void;
}

function WindowField({ open, windowId, onChange }: WindowFieldProps) {
  const words = useWords(deskWords);
  return (
    <Field label={words.window}>
      {(control) => (
        <select {...control} value={windowId} onChange={(event) => onChange(event.target.value)}>
          {open.map(({ windowId: id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface LanguageFieldProps {
  readonly language: Language;
  readonly onChange: (language: Language) => void;
}

/** What the caller's texts are written in. */
function LanguageField({ language, onChange }: LanguageFieldProps) {
  const words = useWords(deskWords);
  const names = { ko: words.korean, en: words.english };
  return (
    <fieldset>
      <legend>{words.language}</legend>
      {languages.map((one) => (
        <label key={one} className="choice">
          <input type="radio" name="text-language" checked={language === one} onChange={() => onChange(one)} />
          {names[one]}
        </label>
      ))}
    </fieldset>
  );
}
