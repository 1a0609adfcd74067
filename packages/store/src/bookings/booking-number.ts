import { randomUUID } from 'node:crypto';
import { BOOKING_NUMBER_ALPHABET as ALPHABET } from '@sunbeon/core';

const BITS_PER_CHARACTER = 5;
const HALF = 6;

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
