import { z } from 'zod';

/* Text that people write themselves, and the one rule about it. */

/** Longest name of a person; the longest registered Korean name has 17 syllables, foreign ones are longer. */
const MAX_NAME_LENGTH = 80;
/** One composed syllable may be written as three letters, and some compositions are longer than what they come from. */
const WRITTEN_PER_COMPOSED = 4;

/** Nothing to see: controls, marks of direction, zero widths, Hangul and Braille blanks, halves of a character, private use. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/u;

const HALF_WIDTH_JAMO = /[\uffa1-\uffdc]+/g;
/** A consonant that stands behind a vowel and before none closes its syllable. */
const CLOSING = /(?<=[\u1161-\u1175])[\u1100-\u1112](?![\u1161-\u1175])/g;
const LEADING = '\u1100\u1101\u1102\u1103\u1105\u1106\u1107\u1109\u110a\u110b\u110c\u110e\u110f\u1110\u1111\u1112';
const TRAILING = '\u11a8\u11a9\u11ab\u11ae\u11af\u11b7\u11b8\u11ba\u11bb\u11bc\u11bd\u11be\u11bf\u11c0\u11c1\u11c2';

/** What people write between digits: blanks, hyphens of all kinds (the vowel ㅡ is typed for one), dots, slashes. */
const GAP = String.raw`[\s\p{Pd}\u2212\u1173_.,/·:~]{0,3}`;
/** A birth day (YYMMDD), one of 1–8, six more digits; each blank here stands for a gap. */
const RESIDENT_NUMBER = new RegExp(
  String.raw`(?<!\d)\d \d (?:0 [1-9]|1 [0-2]) (?:0 [1-9]|[12] \d|3 [01]) [1-8] \d \d \d \d \d \d(?!\d)`.replaceAll(
    ' ',
    GAP,
  ),
  'u',
);

/** Blanks before it do not hinder a spreadsheet. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** Whether every character can be seen: no controls, direction marks, zero widths, fillers, or halves of a character. */
export function isVisibleText(text: string): boolean {
  return !INVISIBLE.test(text);
}

/**
 * Whether something in the text is shaped like a resident registration number (`YYMMDD-[1-8]NNNNNN`), however its digits
 * are spaced, hyphenated or widened. We neither need nor may keep one.
 */
export function hasResidentNumber(text: string): boolean {
  return RESIDENT_NUMBER.test(text.normalize('NFKC'));
}

/**
 * Whether a spreadsheet may take the text for a formula: it begins with `=`, `+`, `-`, `@`, however wide. Nothing that is
 * imported does, so that what is exported means the same in a spreadsheet and when it is imported again.
 */
export function isFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** Text as it is kept: composed (NFC), half-width letters put together to syllables, single spaces, none at the ends. */
export function composedText(written: string): string {
  return written
    .replaceAll(HALF_WIDTH_JAMO, composedJamo)
    .normalize('NFC')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .trim();
}

function composedJamo(halfWidth: string): string {
  return halfWidth
    .normalize('NFKD')
    .replaceAll(CLOSING, (consonant) => TRAILING[LEADING.indexOf(consonant)] ?? consonant);
}

/**
 * Text that a person writes and others read, 1 to `max` UTF-16 units once composed: see {@link composedText},
 * {@link isVisibleText}, {@link hasResidentNumber}. Complaints never quote it.
 */
export const freeText = (max: number) =>
  z
    .string()
    .max(max * WRITTEN_PER_COMPOSED, { error: `at most ${max} characters`, abort: true })
    .overwrite(composedText)
    .min(1)
    .max(max)
    .refine(isVisibleText, { error: 'visible characters only' })
    .refine((text) => !hasResidentNumber(text), { error: 'no resident registration numbers' });

/** The name of a person, as the identity provider or staff give it. */
export const personNameSchema = freeText(MAX_NAME_LENGTH);
