import { expect, test } from '@jest/globals';
import { languages } from '@sunbeon/core';
import type { MyBooking } from '../src/gate/my-bookings.ts';
import { choicesFor, hasTwoDoses } from '../src/me/choices.ts';
import { myWords } from '../src/me/words.ts';

const slot = {
  id: '8',
  siteName: '종로내과',
  municipality: '종로구',
  startsAt: '2021-08-17T00:00:00.000Z',
  product: 'mRNA',
};

function aBooking(given: Partial<MyBooking> = {}): MyBooking {
  return {
    ...slot,
    id: '1f3bd1c8-0f2c-4a3b-9a52-3a6f7a1c2b3d',
    slotId: '7',
    number: 'K7QM-3X9T-2PAD',
    windowId: 'w-1',
    state: 'confirmed',
    dose: 1,
    bookedAt: '2021-07-19T11:00:00.000Z',
    message: 'delivered',
    madeBy: 'self',
    consentId: null,
    ...given,
  };
}

test('a confirmed booking can be cancelled, moved, taken into a calendar, and its message had again', () => {
  const booking = aBooking();
  expect(choicesFor(booking, [booking])).toEqual({
    cancel: true,
    cancelsSecond: false,
    move: true,
    resend: true,
    offer: null,
    calendar: true,
    bookAgain: false,
  });
  expect(hasTwoDoses(booking, [booking])).toBe(false);
});

test('who acts without the right to change may look, and take it into a calendar', () => {
  const booking = aBooking();
  expect(choicesFor(booking, [booking], false)).toMatchObject({
    cancel: false,
    move: false,
    resend: false,
    calendar: true,
  });
});

test('cancelling the first of two doses says that the second goes too, and cancelling the second does not', () => {
  const [first, second] = [aBooking(), aBooking({ id: 'second', dose: 2 })];
  expect(choicesFor(first, [first, second]).cancelsSecond).toBe(true);
  expect(choicesFor(second, [first, second]).cancelsSecond).toBe(false);
  expect(choicesFor(first, [first, { ...second, state: 'cancelled' }]).cancelsSecond).toBe(false);
  expect(hasTwoDoses(first, [first, second])).toBe(true);
});

test('a message that is still on its way, or was replaced, is not asked for again', () => {
  expect((['queued', 'superseded', null] as const).map(mayBeResent)).toEqual([false, false, false]);
  expect((['sent', 'delivered', 'failed'] as const).map(mayBeResent)).toEqual([true, true, true]);
});

function mayBeResent(message: MyBooking['message']): boolean {
  return choicesFor(aBooking({ message }), []).resend;
}

test('only who was displaced has an offer to answer', () => {
  const offer = { slot, expiresAt: '2021-07-20T11:00:00.000Z' };
  expect(choicesFor(aBooking({ state: 'displaced', offer }), []).offer).toEqual(offer);
  expect(choicesFor(aBooking({ state: 'displaced' }), []).offer).toBeNull();
});

test('a cancelled booking has a way back to the line, unless another took its place', () => {
  const cancelled = aBooking({ state: 'cancelled' });
  expect(choicesFor(cancelled, [cancelled])).toMatchObject({ cancel: false, resend: false, bookAgain: true });
  expect(choicesFor(cancelled, [cancelled, aBooking({ id: 'again' })]).bookAgain).toBe(false);
});

test.each(languages)('every change has words for its end (%s)', (language) => {
  const { done, notDone } = myWords[language];
  expect(new Set([...Object.values(done), notDone]).size).toBe(5);
});
