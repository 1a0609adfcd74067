import type { BookingView } from '@sunbeon/core';
import { type Answer, ask } from '../gate/ask.ts';

/** What a person does about a booking. */
export type Change = 'cancel' | 'resend' | 'accept' | 'decline';

/** Asks the gate for the change; doing it twice is harmless. */
export function makeChange(bookingId: string, change: Change): Promise<Answer<BookingView | object>> {
  const path = `/v1/bookings/${encodeURIComponent(bookingId)}`;
  switch (change) {
    case 'cancel':
      return ask<BookingView>(path, { method: 'DELETE' });
    case 'resend':
      return ask<object>(`${path}/resend`, { method: 'POST' });
    case 'accept':
    case 'decline':
      return ask<BookingView>(`${path}/offer`, { method: 'POST', body: { accept: change === 'accept' } });
    default:
      return change satisfies never;
  }
}
