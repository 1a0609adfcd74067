import type { RollPerson } from '@sunbeon/core';
import { openRollEntry, SealedContactError } from '@sunbeon/crypto';
import { findOnRoll } from '@sunbeon/store';
import type { ApiContext } from '../context.ts';

/** Somebody a delegate named, or an agent has on the line, as the roll has them. */
export interface NamedOnRoll extends RollPerson {
  readonly personKey: string;
  readonly phone: string;
  readonly sealedEntry: string;
}

export interface NamedIndexes {
  readonly matchIndex: string;
  readonly phoneIndex: string;
}

/**
 * Who is on a roll, of whatever campaign, under a name, a birth date and a phone, all three; `null` when nobody is, or more
 * than one. Opens one entry in either case, so that the time it takes tells nothing.
 */
export async function findNamed(
  context: ApiContext,
  { matchIndex, phoneIndex }: NamedIndexes,
): Promise<NamedOnRoll | null> {
  const { store, config, nobody, logger } = context;
  const entries = await findOnRoll(store, { matchIndex, phoneIndex });
  const people = new Set(entries.map(({ personKey }) => personKey));
  const found = people.size === 1 ? entries.at(-1) : undefined;
  const { personKey, sealedEntry } = found ?? (await nobody);
  try {
    const entry = await openRollEntry(config.sealingKeys, sealedEntry, personKey);
    return found === undefined || entry.phone === null
      ? null
      : { ...entry, phone: entry.phone, personKey, sealedEntry };
  } catch (error) {
    if (!(error instanceof SealedContactError)) throw error;
    logger.error({ reason: error.message }, 'an entry of the roll cannot be opened');
    return null;
  }
}
