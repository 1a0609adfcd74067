import { element } from '../page/element.ts';
import { say } from '../text/language.ts';
import { bookingEntry, type Shown } from './booking-entry.ts';
import type { PersonBookings } from './people.ts';
import { myWords } from './words.ts';

/** Everybody's bookings, under their names as soon as the visitor sees those of others too. */
export function peopleList(
  people: readonly PersonBookings[],
  shown: Omit<Shown, 'person'>,
  ownName: string,
): readonly HTMLElement[] {
  const isAlone = people.length === 1;
  return people.flatMap((person) => {
    const list = entriesOf(person, { ...shown, person });
    if (isAlone) return list;
    const name = person.consentId === null ? say(myWords).own(ownName) : say(myWords).ofOther(person.name);
    const id = `person-${person.consentId ?? 'own'}`;
    return [element('section', { class: 'person', 'aria-labelledby': id }, element('h2', { id }, name), ...list)];
  });
}

function entriesOf({ bookings, refusal }: PersonBookings, shown: Shown): readonly HTMLElement[] {
  const words = say(myWords);
  if (bookings === null) return refusal === null ? [] : [element('p', {}, words.notRead)];
  if (bookings.length === 0) return [element('p', { class: 'none' }, words.none)];
  return [element('ul', { class: 'bookings' }, ...bookings.map((booking) => bookingEntry(booking, shown)))];
}
