/** Crockford's base 32: no I, L, O or U, so that a number can be read out on the phone. */
export const BOOKING_NUMBER_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const LENGTH = 12;
/** How a number begins, of the characters above. */
const BEGINNING = /^[0-9A-HJKMNP-TV-Z]{1,12}$/;
const GROUP = /.{4}(?=.)/g;
const GAPS = /[\s\p{Pd}\u2212]/gu;

/**
 * A booking number, or how one begins, as it was drawn, from the way people write it: `k7qm 3x9t 2pad`, `K7QM3X9T2PAD`, O for
 * 0, I for 1.
 */
export function composedBookingNumber(written: string): string {
  const characters = written
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(GAPS, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return characters.replaceAll(GROUP, '$&-');
}

/** The first and the last booking number there may be. */
export interface BookingNumberRange {
  readonly first: string;
  readonly last: string;
}

/**
 * Between which numbers all those lie that begin so; `null` for what no number begins with. Both ends are written out, so
 * that every database sorts what lies between them in the same way.
 */
export function bookingNumberRange(written: string): BookingNumberRange | null {
  const begin = composedBookingNumber(written).replaceAll('-', '');
  if (!BEGINNING.test(begin)) return null;
  return {
    first: begin.padEnd(LENGTH, '0').replaceAll(GROUP, '$&-'),
    last: begin.padEnd(LENGTH, 'Z').replaceAll(GROUP, '$&-'),
  };
}
