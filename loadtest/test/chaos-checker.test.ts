import { expect, test } from '@jest/globals';
import { checkEvidence } from '../chaos/check-evidence.ts';
import type { Evidence } from '../chaos/checks/finding.ts';
import type { Cancelled, Joined } from '../chaos/history.ts';
import { bookingRow, history, learned, rows, sound, withChanged, withEntries, withRows } from './chaos-evidence.ts';

function found(evidence: Evidence): Record<string, number> {
  const broken = checkEvidence(evidence).filter(({ violations }) => violations > 0);
  return Object.fromEntries(broken.map(({ name, violations }) => [name, violations]));
}

const asked = { person: 'person-1', windowId: 'window-1', sentAtMs: 5_000, answeredAtMs: 5_010, code: null };
const cancelled: Cancelled = { ...asked, what: 'cancel', bookingId: 'booking-1', slotId: null, booking: null };
const otherJoin: Joined = { ...asked, what: 'join', person: 'person-2', number: 2 };
const otherEnd = { ...asked, what: 'end', person: 'person-2', ending: 'exhausted' } as const;

test('finds nothing where all is well', () => {
  expect(found(sound)).toEqual({});
});

test('a booking somebody was told of and that is not there, is theirs no more, or is elsewhere', () => {
  const lost = 'acknowledged bookings lost';
  expect(found({ ...withRows({ bookings: [], messages: [] }), carrierLog: [] })).toMatchObject({ [lost]: 1 });
  expect(found(withRows({ bookings: [{ ...bookingRow, person: 'person-2' }] }))).toMatchObject({ [lost]: 1 });
  expect(found(withRows({ bookings: [{ ...bookingRow, number: 'AAAA-BBBB-CCCC' }] }))).toMatchObject({ [lost]: 1 });
  expect(found(withRows({ bookings: [{ ...bookingRow, slotId: '8' }] }))).toMatchObject({ [lost]: 1 });
  expect(found(withRows({ bookings: [{ ...bookingRow, state: 'cancelled' }] }))).toMatchObject({ [lost]: 1 });
});

test('a cancelled booking is not lost when its person asked for that, whatever the answer', () => {
  const unanswered = withEntries({ ...cancelled, code: 'unreachable' });
  const gone = { ...rows, bookings: [{ ...bookingRow, state: 'cancelled' }], slots: [] };
  expect(found({ ...unanswered, rows: gone })).toEqual({});
});

test('a change somebody was told of and that did not happen', () => {
  const name = 'acknowledged changes lost';
  expect(found(withEntries(cancelled))).toEqual({ [name]: 1 });
  const moved = { ...cancelled, what: 'move', slotId: '8' } as const;
  expect(found(withEntries(moved))).toEqual({ [name]: 1 });
  expect(found(withEntries(moved, { ...moved, slotId: '9', code: 'unreachable' }))).toEqual({});
  expect(found(withEntries(moved, { ...cancelled, code: 'unreachable' }))).toEqual({ [name]: 1 });
});

test('a booking whose person was never told', () => {
  const silent = { ...sound, history: history.filter(({ what }) => what !== 'outcome') };
  expect(found(silent)).toEqual({ 'bookings never acknowledged': 1 });
});

test('a slot with more people than it takes, or another count than its people', () => {
  const name = 'oversold or miscounted slots';
  const [slot] = rows.slots;
  if (slot === undefined) throw new TypeError('there is a slot');
  expect(found(withRows({ slots: [{ ...slot, capacity: 0 }] }))).toEqual({ [name]: 1 });
  expect(found(withRows({ slots: [{ ...slot, capacity: 5, taken: 2 }] }))).toEqual({ [name]: 1 });
  expect(found(withRows({ slots: [{ ...slot, capacity: 5, taken: 2, offered: 1 }] }))).toEqual({});
});

test('a person with two bookings', () => {
  const second = { ...bookingRow, id: 'booking-2', number: 'AAAA-BBBB-CCCC', requestId: 'request-2', slotId: '8' };
  expect(found(withRows({ bookings: [bookingRow, second] }))).toMatchObject({ 'persons booked twice': 1 });
  expect(found(withRows({ bookings: [bookingRow, { ...second, dose: 2 }] }))).not.toHaveProperty(
    'persons booked twice',
  );
});

test('answers that change, or are not what was decided', () => {
  const name = 'wrong final answers';
  const rejected = { ...learned, state: 'rejected', reason: 'slot-full', booking: null } as const;
  expect(found(withEntries(rejected))).toMatchObject({ [name]: 2 });
  expect(found(withRows({ requests: [] }))).toEqual({ [name]: 1 });
  const decided = { requestId: 'request-1', person: 'person-1', windowId: 'window-1', state: 'rejected' };
  expect(found(withRows({ requests: [{ ...decided, code: 'slot-full' }] }))).toEqual({ [name]: 1 });
  const told = { ...sound, history: [...history.filter(({ what }) => what !== 'outcome'), rejected] };
  expect(found({ ...told, rows: { ...rows, requests: [{ ...decided, code: 'slot-full' }] } })).toMatchObject({
    [name]: 1,
  });
  const none = { ...rows, bookings: [], messages: [], slots: [], requests: [{ ...decided, code: 'window-closed' }] };
  expect(found({ ...told, rows: none, carrierLog: [] })).toEqual({ [name]: 1 });
});

test('one key that became two requests, a list without the booking, and "nothing left" where there was', () => {
  const name = 'wrong final answers';
  const again = { ...asked, what: 'book', key: 'key-1', slots: ['7'], requestId: 'request-2' } as const;
  expect(found(withEntries(again))).toEqual({ [name]: 1 });
  expect(found(withChanged('mine', { bookings: [] }))).toEqual({ [name]: 1 });
  const [slot] = rows.slots;
  if (slot === undefined) throw new TypeError('there is a slot');
  const early = withEntries(otherJoin, otherEnd);
  expect(found(early)).toEqual({});
  expect(found({ ...early, rows: { ...rows, slots: [{ ...slot, capacity: 2 }] } })).toEqual({ [name]: 1 });
});

test('somebody without an answer, or with one that is none', () => {
  const name = 'people without an honest answer';
  expect(found(withEntries(otherJoin))).toEqual({ [name]: 1 });
  expect(found(withEntries(otherJoin, { ...otherEnd, ending: 'given-up' }))).toEqual({ [name]: 1 });
  expect(found(withEntries(otherJoin, { ...otherEnd, ending: 'already-booked' }))).toEqual({ [name]: 1 });
});

test('a request that could not be read', () => {
  expect(found(withRows({ setAside: 2 }))).toEqual({ 'requests set aside': 2 });
});

test('a message about no booking, or about a change that was never made', () => {
  const name = 'messages without a booking';
  const stray = { id: 'b', text: 'booked: AAAA-BBBB-CCCC' };
  expect(found({ ...sound, carrierLog: [...sound.carrierLog, stray] })).toMatchObject({ [name]: 1 });
  const moved = { id: 'b', text: 'moved: K7QM-3X9T-2PAD' };
  expect(found({ ...sound, carrierLog: [...sound.carrierLog, moved] })).toMatchObject({ [name]: 1 });
});

test('a booking without its message', () => {
  const name = 'bookings without a message';
  expect(found({ ...withRows({ messages: [] }), carrierLog: [] })).toEqual({ [name]: 1 });
  expect(found({ ...sound, carrierLog: [] })).toEqual({ [name]: 1 });
  const [message] = rows.messages;
  if (message === undefined) throw new TypeError('there is a message');
  expect(found({ ...withRows({ messages: [{ ...message, state: 'queued' }] }), carrierLog: [] })).toEqual({
    [name]: 1,
  });
  expect(found({ ...withRows({ messages: [{ ...message, state: 'superseded' }] }), carrierLog: [] })).toEqual({});
});

test('a message that came again although nobody was in doubt about the first', () => {
  const [message] = rows.messages;
  const [sent] = sound.carrierLog;
  if (message === undefined || sent === undefined) throw new TypeError('there is a message');
  const twice = { ...sound, carrierLog: [sent, { ...sent, id: 'b' }] };
  expect(found(twice)).toEqual({ 'duplicate messages beyond ambiguous sends': 1 });
  expect(found({ ...twice, rows: { ...rows, messages: [{ ...message, sentAgain: true }] } })).toEqual({});
});

test('a number given to two people', () => {
  expect(found(withEntries({ ...otherJoin, number: 1 }, otherEnd))).toEqual({ 'numbers given twice': 1 });
});

test('a number that became worse, and a ticket that is none any more', () => {
  expect(found(withEntries({ ...otherJoin, person: 'person-1', number: 9 }))).toMatchObject({ 'places lost': 1 });
  expect(found(withEntries({ ...asked, what: 'claim', code: 'ticket-invalid' }))).toEqual({ 'places lost': 1 });
});

test('somebody with a number or a booking before the opening', () => {
  const name = 'let in before the opening';
  expect(found(withRows({ windows: [{ id: 'window-1', opensAtMs: 1_500 }] }))).toEqual({ [name]: 1 });
  expect(found(withRows({ windows: [{ id: 'window-1', opensAtMs: 2_006 }] }))).toEqual({ [name]: 2 });
});

test('somebody who came after an answer and is before it, unless they may have been in line already', () => {
  const name = 'order inversions';
  const late = { ...otherJoin, number: 2 };
  const early = withChanged('join', { number: 3 });
  const overtaking = { ...early, history: [...early.history, late, otherEnd] };
  expect(found(overtaking)).toEqual({ [name]: 1 });
  const unanswered = { ...late, sentAtMs: 1_005, answeredAtMs: 1_900, number: null, code: 'unreachable' };
  expect(found({ ...early, history: [...early.history, unanswered, late, otherEnd] })).toEqual({});
  const refused = { ...unanswered, code: 'window-not-open' };
  expect(found({ ...early, history: [...early.history, refused, late, otherEnd] })).toEqual({ [name]: 1 });
});
