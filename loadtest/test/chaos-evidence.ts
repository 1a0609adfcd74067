import type { Evidence } from '../chaos/checks/finding.ts';
import type { BookingRow, Rows } from '../chaos/evidence.ts';
import type { Entry, Learned, ShownBooking } from '../chaos/history.ts';

const PERSON = 'person-1';
const WINDOW = 'window-1';
const NUMBER = 'K7QM-3X9T-2PAD';

const asked = { person: PERSON, windowId: WINDOW, sentAtMs: 2_000, answeredAtMs: 2_010, code: null };

const shownBooking: ShownBooking = { id: 'booking-1', number: NUMBER, slotId: '7', state: 'confirmed' };

export const bookingRow: BookingRow = {
  id: 'booking-1',
  number: NUMBER,
  requestId: 'request-1',
  person: PERSON,
  campaignId: 'campaign-1',
  windowId: WINDOW,
  slotId: '7',
  dose: 1,
  state: 'confirmed',
  bookedAtMs: 2_005,
};

export const learned: Learned = {
  ...asked,
  what: 'outcome',
  key: 'key-1',
  requestId: 'request-1',
  state: 'confirmed',
  reason: null,
  booking: shownBooking,
};

/** One person's evening, as it should be. */
export const history: readonly Entry[] = [
  { ...asked, what: 'join', sentAtMs: 1_000, answeredAtMs: 1_010, number: 1 },
  { ...asked, what: 'claim' },
  { ...asked, what: 'book', key: 'key-1', slots: ['7'], requestId: 'request-1' },
  learned,
  { ...asked, what: 'mine', sentAtMs: 3_000, answeredAtMs: 3_010, bookings: [shownBooking] },
  { ...asked, what: 'end', sentAtMs: 4_000, answeredAtMs: 4_000, ending: 'booked' },
];

export const rows: Rows = {
  bookings: [bookingRow],
  requests: [{ requestId: 'request-1', person: PERSON, windowId: WINDOW, state: 'confirmed', code: null }],
  slots: [{ id: '7', windowId: WINDOW, capacity: 1, taken: 1, offered: 0 }],
  messages: [{ id: '1', bookingId: 'booking-1', state: 'delivered', sentAgain: false }],
  windows: [{ id: WINDOW, opensAtMs: 900 }],
  setAside: 0,
};

/** Everything as it should be: nothing is found in it. */
export const sound: Evidence = {
  history,
  rows,
  carrierLog: [{ id: 'a', text: `booked: ${NUMBER}` }],
};

/** The sound evidence with other rows. */
export function withRows(changed: Partial<Rows>): Evidence {
  return { ...sound, rows: { ...rows, ...changed } };
}

/** The sound evidence with entries after the others. */
export function withEntries(...entries: readonly Entry[]): Evidence {
  return { ...sound, history: [...history, ...entries] };
}

/** The sound evidence with every entry of one kind changed. */
export function withChanged<What extends Entry['what']>(
  what: What,
  changed: Partial<Extract<Entry, { readonly what: What }>>,
): Evidence {
  return { ...sound, history: history.map((entry) => (entry.what === what ? { ...entry, ...changed } : entry)) };
}
