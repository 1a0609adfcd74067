import { type Evidence, entriesOf, type Finding, finding, groupBy } from './finding.ts';

/** States in which a booking holds a seat or a right to one. */
const LIVING = new Set(['confirmed', 'displaced']);

/** Who was told "booked" is booked, in the slot they were told; only they themselves can have changed that. */
export function acknowledgedAndLost({ history, rows }: Evidence): Finding {
  const byId = new Map(rows.bookings.map((row) => [row.id, row]));
  const changes = groupBy(
    [...entriesOf(history, 'cancel'), ...entriesOf(history, 'move')],
    ({ bookingId }) => bookingId,
  );
  const told = new Map(
    entriesOf(history, 'outcome').flatMap(({ person, booking }) =>
      booking === null ? [] : [[`${person} ${booking.id} ${booking.slotId}`, { person, booking }] as const],
    ),
  );
  const lost = [...told.values()].flatMap(({ person, booking }) => {
    const row = byId.get(booking.id);
    if (row === undefined || row.person !== person || row.number !== booking.number) {
      return [`${person} was told ${booking.number}, which is not theirs in the database`];
    }
    const asked = new Set(changes.get(booking.id)?.map(({ what }) => what));
    if (!LIVING.has(row.state) && !asked.has('cancel')) return [`${booking.number} is ${row.state} and nobody asked`];
    if (row.slotId !== booking.slotId && !asked.has('move')) return [`${booking.number} is in another slot, unasked`];
    return [];
  });
  return finding('acknowledged bookings lost', lost);
}

/** What somebody was told they changed is changed: a cancellation is final, and of several moves the last one counts. */
export function changesLost({ history, rows }: Evidence): Finding {
  const byId = new Map(rows.bookings.map((row) => [row.id, row]));
  const kept = entriesOf(history, 'cancel')
    .filter(({ code, bookingId }) => code === null && byId.get(bookingId)?.state !== 'cancelled')
    .map(({ bookingId }) => `${bookingId} was cancelled and is ${byId.get(bookingId)?.state}`);
  const moves = groupBy(entriesOf(history, 'move'), ({ bookingId }) => bookingId);
  const unmoved = [...moves].flatMap(([bookingId, asked]) => {
    const last = asked.at(-1);
    return last?.code === null && byId.get(bookingId)?.slotId !== last.slotId ? [`${bookingId} was not moved`] : [];
  });
  return finding('acknowledged changes lost', [...kept, ...unmoved]);
}

/** Whoever has a booking was told so: everybody kept asking until the end. */
export function neverAcknowledged({ history, rows }: Evidence): Finding {
  const told = new Set(entriesOf(history, 'outcome').flatMap(({ booking }) => (booking === null ? [] : [booking.id])));
  const silent = rows.bookings.filter(({ id, dose }) => dose === 1 && !told.has(id));
  return finding(
    'bookings never acknowledged',
    silent.map(({ number, person, windowId }) => `${person} has ${number} in ${windowId} and was never told`),
  );
}

/** No slot holds more people than it may, and its count is theirs. */
export function oversoldSlots({ rows }: Evidence): Finding {
  const living = groupBy(
    rows.bookings.filter(({ state }) => state === 'confirmed'),
    ({ slotId }) => slotId,
  );
  const wrong = rows.slots.flatMap(({ id, capacity, taken, offered }) => {
    const held = (living.get(id)?.length ?? 0) + offered;
    if (held > capacity) return [`slot ${id} holds ${held} of ${capacity}`];
    return held === taken ? [] : [`slot ${id} holds ${held} and counts ${taken}`];
  });
  return finding('oversold or miscounted slots', wrong);
}

/** Nobody has two bookings of one dose in one campaign. */
export function personsTwice({ rows }: Evidence): Finding {
  const living = rows.bookings.filter(({ state }) => LIVING.has(state));
  const byPerson = groupBy(living, ({ person, campaignId, dose }) => `${person} ${campaignId} dose ${dose}`);
  const twice = [...byPerson].filter(([, bookings]) => bookings.length > 1);
  return finding(
    'persons booked twice',
    twice.map(([who, bookings]) => `${who}: ${bookings.map(({ number }) => number).join(', ')}`),
  );
}
