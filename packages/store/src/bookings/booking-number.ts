import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a number can be read out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 12;
const GROUP = /.{4}(?=.)/g;

/** A booking number nobody can guess, 60 random bits, e.g. `K7QM-3X9T-2PAD`. */
export function drawBookingNumber(): string {
  const characters = Array.from(randomBytes(CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length] ?? '');
  return characters.join('').replace(GROUP, '$&-');
}

/** A booking number as it was drawn, from the way people write it: `k7qm 3x9t 2pad`, `K7QM3X9T2PAD`, O for 0, I for 1. */
export function parseBookingNumber(text: string): string {
  const characters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return characters.replace(GROUP, '$&-');
}
