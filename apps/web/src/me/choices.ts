import type { MyBookings, OfferView } from '@sunbeon/core';

export type MyBooking = MyBookings['bookings'][number];

/** What a person can do about one of their bookings. */
export interface Choices {
  readonly cancel: boolean;
  /** Cancelling takes the second dose with it. */
  readonly cancelsSecond: boolean;
  readonly resend: boolean;
  readonly offer: OfferView | null;
  /** Another time can be had by phone. */
  readonly byPhone: boolean;
  /** They may go back to the line of that window and book again. */
  readonly bookAgain: boolean;
}

/** The choices about `booking`, one of `all` the person has. What came too late is refused by the gate, which knows the time. */
export function choicesFor(booking: MyBooking, all: readonly MyBooking[]): Choices {
  const isLive = booking.state !== 'cancelled';
  const ofWindow = all.filter(({ windowId }) => windowId === booking.windowId);
  return {
    cancel: isLive,
    cancelsSecond: booking.dose === 1 && ofWindow.some(({ dose, state }) => dose === 2 && state !== 'cancelled'),
    resend: isLive && booking.message !== null && booking.message !== 'queued' && booking.message !== 'superseded',
    offer: booking.state === 'displaced' ? (booking.offer ?? null) : null,
    byPhone: isLive,
    bookAgain: !isLive && booking.dose === 1 && ofWindow.every(({ state }) => state === 'cancelled'),
  };
}

/** Whether the dose is worth saying: where a person has bookings of both. */
export function hasTwoDoses({ windowId }: MyBooking, all: readonly MyBooking[]): boolean {
  return all.some((booking) => booking.windowId === windowId && booking.dose === 2);
}
