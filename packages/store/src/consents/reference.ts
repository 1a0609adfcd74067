import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that it can be read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;
const HALF = 3;

/** What a delegate reads out to the beneficiary, 30 random bits, e.g. `F7Q-2KD`. It opens nothing by itself. */
export function drawReference(): string {
  const characters = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return grouped(characters);
}

const DRAWN = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/**
 * A reference as it was drawn, from the way people write it: `f7q 2kd`, `F7Q2KD`, O for 0, I for 1; `null` for what is none.
 */
export function parseReference(text: string): string | null {
  const characters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return DRAWN.test(characters) ? grouped(characters) : null;
}

function grouped(characters: string): string {
  return `${characters.slice(0, HALF)}-${characters.slice(HALF)}`;
}
