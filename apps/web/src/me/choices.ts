import type { OfferView } from '@sunbeon/core';
import type { MyBooking } from '../gate/my-bookings.ts';

/** What a person can do about one of their bookings. */
export interface Choices {
  readonly cancel: boolean;
  /** Cancelling takes the second dose with it. */
  readonly cancelsSecond: boolean;
  readonly move: boolean;
  readonly resend: boolean;
  readonly offer: OfferView | null;
  /** It can be taken into a calendar. */
  readonly calendar: boolean;
  /** They may go back to the line of that window and book again. */
  readonly bookAgain: boolean;
}

/**
 * The choices about `booking`, one of `all` the person has; who may only look has none that changes anything. What came
 * too late is refused by the gate, which knows the time.
 */
export function choicesFor(booking: MyBooking, all: readonly MyBooking[], mayChange = true): Choices {
  const isLive = booking.state !== 'cancelled';
  const ofWindow = all.filter(({ windowId }) => windowId === booking.windowId);
  const { message } = booking;
  return {
    cancel: isLive && mayChange,
    cancelsSecond: booking.dose === 1 && ofWindow.some(({ dose, state }) => dose === 2 && state !== 'cancelled'),
    move: isLive && mayChange,
    resend: isLive && mayChange && message !== null && message !== 'queued' && message !== 'superseded',
    offer: booking.state === 'displaced' ? (booking.offer ?? null) : null,
    calendar: booking.state === 'confirmed',
    bookAgain: !isLive && booking.dose === 1 && ofWindow.every(({ state }) => state === 'cancelled'),
  };
}

/** Whether the dose is worth saying: where a person has bookings of both. */
export function hasTwoDoses({ windowId }: MyBooking, all: readonly MyBooking[]): boolean {
  return all.some((booking) => booking.windowId === windowId && booking.dose === 2);
}
