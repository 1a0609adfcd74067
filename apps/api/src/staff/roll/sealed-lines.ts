import type { KeyObject } from 'node:crypto';
import { type CivilDate, matchText, type RollLine, type RollRejectReason, rollLineOf } from '@sunbeon/core';
import { blindIndexOf, type Keyring, personKeyOf, sealRollEntry } from '@sunbeon/crypto';
import type { NewRollEntry } from '@sunbeon/store';
import type { ReadLine } from '../pieces/read-lines.ts';

/** Sealing runs on the crypto thread pool: so many at once keep it busy, and others are served in between. */
const SEALED_AT_A_TIME = 256;

export interface RollKeys {
  readonly sealing: Keyring;
  readonly person: KeyObject;
}

/** The people on some lines, nothing of them readable, and the lines that name nobody. */
export interface SealedLines {
  readonly entries: readonly NewRollEntry[];
  readonly rejects: readonly { readonly line: number; readonly reason: RollRejectReason }[];
}

/** Checks what lines say and seals it, each for its person; who they are is known by keyed hashes from here on. */
export async function sealedLines(keys: RollKeys, lines: readonly ReadLine[], today: CivilDate): Promise<SealedLines> {
  const entries: NewRollEntry[] = [];
  const rejects: { line: number; reason: RollRejectReason }[] = [];
  for (let at = 0; at < lines.length; at += SEALED_AT_A_TIME) {
    const sealing: Promise<NewRollEntry>[] = [];
    for (const { line, fields } of lines.slice(at, at + SEALED_AT_A_TIME)) {
      const told = typeof fields === 'string' ? fields : rollLineOf(fields, today);
      if (typeof told === 'string') rejects.push({ line, reason: told });
      else sealing.push(sealedEntry(keys, line, told));
    }
    entries.push(...(await Promise.all(sealing)));
  }
  return { entries, rejects };
}

async function sealedEntry(keys: RollKeys, line: number, said: RollLine): Promise<NewRollEntry> {
  const { ci: _, ...person } = said;
  const indexes = indexesOf(keys.person, said);
  return { line, ...indexes, sealedEntry: await sealRollEntry(keys.sealing, person, indexes.personKey) };
}

/** The keyed hashes by which somebody on a roll is known. */
export function indexesOf(key: KeyObject, { ci, name, birthDate, phone }: RollLine) {
  return {
    personKey: personKeyOf(key, ci),
    matchIndex: blindIndexOf(key, matchText(name, birthDate), 'roll'),
    phoneIndex: phone === null ? null : blindIndexOf(key, phone),
  };
}
