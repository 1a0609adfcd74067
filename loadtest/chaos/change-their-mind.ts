import { bookingViewSchema, myBookingsSchema } from '@sunbeon/core';
import { chooseSlots, shown } from './book-a-slot.ts';
import { retryDelayMs, worthRepeating } from './browser.ts';
import { note, rest, told, type Visit } from './citizen.ts';
import type { ShownBooking } from './history.ts';

const LOOK_SHARE = 0.5;
const MOVE_SHARE = 0.2;
const CANCEL_SHARE = 0.15;
const MOST_THINKING_MS = 4_000;

/** What some do once they are booked: look at it, move it, cancel it. Each change is asked for until there is an answer. */
export async function changeTheirMind(visit: Visit, booking: ShownBooking): Promise<void> {
  const { chance, mayChange } = visit;
  await rest(visit, chance.between(0, MOST_THINKING_MS));
  if (chance.happens(LOOK_SHARE)) await lookAtBookings(visit);
  if (mayChange && chance.happens(MOVE_SHARE)) {
    const slotId = (await chooseSlots(visit)).find((id) => id !== booking.slotId);
    if (slotId !== undefined) await change(visit, { what: 'move', bookingId: booking.id, slotId });
  }
  if (mayChange && chance.happens(CANCEL_SHARE)) {
    await change(visit, { what: 'cancel', bookingId: booking.id, slotId: null });
  }
  if (chance.happens(LOOK_SHARE)) await lookAtBookings(visit);
}

async function lookAtBookings(visit: Visit): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await visit.browser.ask({
      path: '/v1/bookings/me',
      schema: myBookingsSchema,
      bearer: visit.session,
    });
    note(visit, { what: 'mine', ...told(answer), bookings: answer.ok ? answer.body.bookings.map(shown) : [] });
    if (answer.ok || !worthRepeating(answer)) return;
    await rest(visit, retryDelayMs(attempt, answer.retryAfterMs, visit.chance.between(0, 1)));
  }
}

interface Change {
  readonly what: 'cancel' | 'move';
  readonly bookingId: string;
  readonly slotId: string | null;
}

async function change(visit: Visit, { what, bookingId, slotId }: Change): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await visit.browser.ask({
      method: what === 'move' ? 'POST' : 'DELETE',
      path: `/v1/bookings/${bookingId}${what === 'move' ? '/move' : ''}`,
      schema: bookingViewSchema,
      bearer: visit.session,
      ...(slotId === null ? {} : { body: { slot: slotId } }),
    });
    note(visit, { what, ...told(answer), bookingId, slotId, booking: answer.ok ? shown(answer.body) : null });
    if (answer.ok || !worthRepeating(answer)) return;
    await rest(visit, retryDelayMs(attempt, answer.retryAfterMs, visit.chance.between(0, 1)));
  }
}
