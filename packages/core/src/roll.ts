import type { BirthDate } from './birth-date.ts';
import { composedText } from './free-text.ts';

/** Somebody on the roll of a campaign, as the file that was imported says. In the clear only while it is being sealed or used. */
export interface RollPerson {
  readonly name: string;
  readonly birthDate: BirthDate;
  /** E.164; `null` where the roll has none. */
  readonly phone: string | null;
}

/**
 * What people are recognised by who are named by others: name and birth date as one text, the same however the name is
 * spaced, punctuated, capitalised, widened or taken apart into letters.
 */
export function matchText(name: string, birthDate: BirthDate): string {
  const letters = composedText(name)
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '')
    .normalize('NFC');
  return `${letters}|${birthDate}`;
}
