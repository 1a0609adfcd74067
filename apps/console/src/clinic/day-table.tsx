import type { CivilDate, DayBooking, DayList, Visit } from '@sunbeon/core';
import { Button } from '../parts/button.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TablePlace } from '../parts/table-place.tsx';
import { timeText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { useVisit } from './day-list.ts';
import { dayWords } from './day-words.ts';

interface DayTableProps {
  readonly siteId: string;
  readonly day: CivilDate;
  readonly list: DayList;
}

/** Who is booked on a day, and whether they came. */
export function DayTable({ siteId, day, list }: DayTableProps) {
  const words = useWords(dayWords);
  const visit = useVisit(siteId, day);
  return (
    <>
      <ProblemNote problem={visit.error} />
      <TablePlace caption={words.titleOf(day)}>
        <thead>
          <tr>
            {[words.time, words.name, words.number, words.product, words.visit].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" className="screen-only">
              <span className="unseen">{words.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody className="visits">
          {list.bookings.map((booking, index) => (
            <tr key={booking.bookingId} className={`visit-${booking.visit ?? 'waiting'}`}>
              {/* The time stands where it begins. */}
              <td>{booking.startsAt === list.bookings[index - 1]?.startsAt ? '' : timeText(booking.startsAt)}</td>
              <td>{booking.name ?? words.unnamed}</td>
              <td>
                <code>{booking.number}</code>
              </td>
              <td>{`${booking.product} ${words.dose(booking.dose)}`}</td>
              <td className="visit">{booking.visit === null ? words.waiting : words.visits[booking.visit]}</td>
              <td className="screen-only">
                <VisitButtons
                  booking={booking}
                  busy={visit.isPending}
                  onNote={(noted) => visit.mutate({ bookingId: booking.bookingId, visit: noted })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </TablePlace>
    </>
  );
}

interface VisitButtonsProps {
  readonly booking: DayBooking;
  readonly busy: boolean;
  readonly onNote: (visit: Visit | null) => void;
}

function VisitButtons({ booking, busy, onNote }: VisitButtonsProps) {
  const words = useWords(dayWords);
  const { visit, number } = booking;
  const label = (action: string) => words.ofPerson(action, booking.name ?? words.unnamed, number);
  if (visit !== null) {
    return (
      <Button kind="quiet" busy={busy} label={label(words.undo)} onPress={() => onNote(null)}>
        {words.undo}
      </Button>
    );
  }
  return (
    <div className="buttons">
      <Button kind="quiet" busy={busy} label={label(words.arrived)} onPress={() => onNote('arrived')}>
        {words.arrived}
      </Button>
      <Button kind="quiet" busy={busy} label={label(words.noShow)} onPress={() => onNote('no-show')}>
        {words.noShow}
      </Button>
    </div>
  );
}
