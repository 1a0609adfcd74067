import { createHash } from 'node:crypto';

/** Somebody as the file of a roll names them. */
export interface RollRow {
  readonly ci: string;
  readonly name: string;
  readonly birthDate: string;
  /** However it is written; `null` where the roll has none. */
  readonly phone: string | null;
}

/**
 * The connecting information the sandbox's identity providers give somebody: 64 bytes in base64, the same for the same
 * name, birth date and phone, so that whoever is on a roll is the person who verifies.
 */
export function sandboxCi({ name, birthDate, phone }: Omit<RollRow, 'ci'> & { readonly phone: string }): string {
  return createHash('sha512')
    .update(`sandbox ci ${JSON.stringify([name, birthDate, phone])}`)
    .digest('base64');
}

/** The file of a roll, line by line: its heading and a line for each person. */
export function* rollFile(people: Iterable<RollRow>): Generator<string> {
  yield 'ci,name,birth_date,phone\n';
  for (const { ci, name, birthDate, phone } of people)
    yield `${[ci, name, birthDate, phone ?? ''].map(quoted).join(',')}\n`;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
