import { type BirthDate, parseBirthDate, possibleBirthDays } from './birth-date.ts';
import type { CivilDate } from './civil-date.ts';
import { composedText, hasResidentNumber, isFormula, personNameSchema } from './free-text.ts';
import { unreadableLineReasons } from './line-rejects.ts';
import { koreanMobile } from './phone.ts';

/** Somebody on the roll of a campaign, as the file that was imported says. In the clear only while it is being sealed or used. */
export interface RollPerson {
  readonly name: string;
  readonly birthDate: BirthDate;
  /** E.164; `null` where the roll has none. */
  readonly phone: string | null;
}

/** A line of the file: the person, and the connecting information (연계정보) that says who they are to us. */
export interface RollLine extends RollPerson {
  readonly ci: string;
}

/** The columns of the file, in their order. */
export const ROLL_COLUMNS = ['ci', 'name', 'birth_date', 'phone'] as const;

/** Why a line made nobody an entry. None of them quotes what it said. */
export const rollRejectReasons = [
  ...unreadableLineReasons,
  'resident-number',
  'ci',
  'name',
  'birth-date',
  'phone',
  'duplicate',
] as const;
export type RollRejectReason = (typeof rollRejectReasons)[number];

/** 64 bytes in base64, as Korean identity agencies give it. */
const CI = /^[A-Za-z0-9+/]{86}==$/;

/**
 * What a line of the file says, given its fields; or why it says nothing. An empty phone means the roll has none, any
 * other that is not a Korean mobile number is refused. Whoever is not born on `today` cannot be on a roll.
 */
export function rollLineOf(fields: readonly string[], today: CivilDate): RollLine | RollRejectReason {
  const [ci = '', written = '', born = '', called = ''] = fields;
  if (fields.length !== ROLL_COLUMNS.length) return 'columns';
  if (!CI.test(ci)) return hasResidentNumber(ci) ? 'resident-number' : 'ci';
  if ([written, born, called].some(hasResidentNumber)) return 'resident-number';
  const name = personNameSchema.safeParse(written);
  if (!name.success || isFormula(name.data)) return 'name';
  const birthDate = parseBirthDate(born);
  if (birthDate === null || possibleBirthDays(birthDate).first > today) return 'birth-date';
  const phone = called === '' ? null : koreanMobile(called);
  if (called !== '' && phone === null) return 'phone';
  return { ci, name: name.data, birthDate, phone };
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
