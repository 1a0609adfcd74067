import type { MyBookings, MyConsents } from '@sunbeon/core';
import { type Answer, ask, type Refusal } from '../gate/ask.ts';
import { type MyBooking, myBookingsAddress } from '../gate/my-bookings.ts';

/** Whose bookings the visitor may see, and the bookings themselves. */
export interface PersonBookings {
  /** By which consent; `null`: their own. */
  readonly consentId: string | null;
  /** Empty for the visitor. */
  readonly name: string;
  /** Whether the visitor may change what is booked. */
  readonly mayChange: boolean;
  /** `null` before the first answer. */
  readonly bookings: readonly MyBooking[] | null;
  /** What became of the last attempt to read them, if it failed. */
  readonly refusal: Refusal | null;
}

export const themself: PersonBookings = { consentId: null, name: '', mayChange: true, bookings: null, refusal: null };

/** The visitor first, then those who let them act, as the consents in force say; what is known of their bookings stays. */
export function peopleBy(consents: MyConsents, known: readonly PersonBookings[]): readonly PersonBookings[] {
  const others = consents.asDelegate.filter(({ state }) => state === 'given');
  return [
    known.find(({ consentId }) => consentId === null) ?? themself,
    ...others.map(({ id, otherName, scope }) => ({
      ...(known.find(({ consentId }) => consentId === id) ?? themself),
      consentId: id,
      name: otherName,
      mayChange: scope.includes('change'),
    })),
  ];
}

/** Asks for everybody's bookings at once; whoever could not be read keeps what was known of them. */
export async function readBookings(people: readonly PersonBookings[]): Promise<readonly PersonBookings[]> {
  return Promise.all(
    people.map(async (person) => {
      const answer: Answer<MyBookings> = await ask<MyBookings>(myBookingsAddress(person.consentId));
      return answer.ok
        ? { ...person, bookings: answer.body.bookings, refusal: null }
        : { ...person, refusal: answer.refusal };
    }),
  );
}
