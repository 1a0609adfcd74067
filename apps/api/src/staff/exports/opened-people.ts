import { EXPORT_COLUMNS } from '@sunbeon/core';
import { type Keyring, openContact, SealedContactError } from '@sunbeon/crypto';
import type { Cell } from './csv-rows.ts';

/** Columns before what is sealed and whom it is sealed for. */
const READABLE = EXPORT_COLUMNS.bookings.length;

/** Rows of people with their names and phones; who has been forgotten has none. */
export async function openedPeople(keys: Keyring, rows: readonly (readonly Cell[])[]): Promise<Cell[][]> {
  return Promise.all(
    rows.map(async (row) => {
      const [sealed, personKey] = row.slice(READABLE);
      return [...row.slice(0, READABLE), ...(await contactOf(keys, sealed ?? '', personKey ?? ''))];
    }),
  );
}

async function contactOf(keys: Keyring, sealed: string, personKey: string): Promise<[Cell, Cell]> {
  if (sealed === '') return [null, null];
  try {
    const { name, phone } = await openContact(keys, sealed, personKey);
    return [name, phone];
  } catch (error) {
    if (error instanceof SealedContactError) return [null, null];
    throw error;
  }
}
