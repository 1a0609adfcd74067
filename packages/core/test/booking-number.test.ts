import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BOOKING_NUMBER_ALPHABET, bookingNumberRange, composedBookingNumber } from '../src/index.ts';

const character = fc.constantFrom(...BOOKING_NUMBER_ALPHABET.split(''));
const number = fc
  .array(character, { minLength: 12, maxLength: 12 })
  .map((some) => composedBookingNumber(some.join('')));

test('a number lies in the range of each of its own beginnings, however it is written, and in no other', () => {
  fc.assert(
    fc.property(number, number, fc.integer({ min: 1, max: 12 }), fc.boolean(), (own, other, length, small) => {
      const begin = own.replaceAll('-', '').slice(0, length);
      const written = small ? begin.toLowerCase().replaceAll(/(.{3})/g, '$1 ') : begin.replaceAll('0', 'O');
      const range = bookingNumberRange(written);
      const isWithin = (some: string) => range !== null && range.first <= some && some <= range.last;
      expect(isWithin(own)).toBe(true);
      expect(isWithin(other)).toBe(other.replaceAll('-', '').startsWith(begin));
    }),
  );
});

test.each([
  ['k7qm 3x9t 2pad', 'K7QM-3X9T-2PAD'],
  ['K7QM3X9T2PAD', 'K7QM-3X9T-2PAD'],
  ['ｋ７ｑｍ－３ｘ９ｔ–2pad', 'K7QM-3X9T-2PAD'],
  ['OIL0-0000-0000', '0110-0000-0000'],
])('%s is the number %s', (written, drawn) => {
  expect(composedBookingNumber(written)).toBe(drawn);
  expect(bookingNumberRange(written)).toEqual({ first: drawn, last: drawn });
});

test.each([
  ['nothing', ''],
  ['hyphens alone', '--'],
  ['a letter that no number has', 'K7U'],
  ['more than a number has', 'K7QM-3X9T-2PADX'],
  ['a name', '김영수'],
  ['a wildcard', 'K7%'],
])('no number begins with %s', (_what, written) => {
  expect(bookingNumberRange(written)).toBeNull();
});
