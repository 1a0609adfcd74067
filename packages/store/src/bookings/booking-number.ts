import { randomUUID } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a number can be read out on the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS_PER_CHARACTER = 5;
const HALF = 6;
const GROUP = /.{4}(?=.)/g;

/** A booking number nobody can guess, 60 random bits, e.g. `K7QM-3X9T-2PAD`. */
export function drawBookingNumber(): string {
  // Node keeps random bytes for the next UUIDs ready; both ends of one are random throughout.
  const uuid = randomUUID();
  const characters = spelled(uuid.slice(0, 8)) + spelled(uuid.slice(-8));
  return `${characters.slice(0, 4)}-${characters.slice(4, 8)}-${characters.slice(8)}`;
}

/** Thirty of the 32 bits of eight hexadecimal digits. */
function spelled(hexadecimal: string): string {
  const bits = Number.parseInt(hexadecimal, 16);
  let characters = '';
  for (let index = 0; index < HALF; index += 1) {
    characters += ALPHABET.charAt((bits >>> (index * BITS_PER_CHARACTER)) % ALPHABET.length);
  }
  return characters;
}

/** A booking number as it was drawn, from the way people write it: `k7qm 3x9t 2pad`, `K7QM3X9T2PAD`, O for 0, I for 1. */
export function parseBookingNumber(text: string): string {
  const characters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return characters.replace(GROUP, '$&-');
}
