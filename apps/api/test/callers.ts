import { randomBytes } from 'node:crypto';
import { type Caller, matchText } from '@sunbeon/core';
import { blindIndexOf, Keyring, parseSecret, personKeyOf, sealRollEntry } from '@sunbeon/crypto';
import { syntheticPeople } from '@sunbeon/test-kit';
import type { TestApi } from './an-api.ts';

const COHORT = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };

/** Somebody on a roll, who calls. */
export interface TestCaller {
  readonly personKey: string;
  readonly caller: Caller;
}

/** People on the roll of a campaign. */
export async function callersOnRoll(
  { store, personSecret, sealingKeys }: TestApi,
  campaignId: string,
  count: number,
): Promise<TestCaller[]> {
  const secret = parseSecret(personSecret);
  return Promise.all(
    syntheticPeople(count, COHORT).map(async ({ ci, name, birthDate, phone }) => {
      const personKey = personKeyOf(secret, ci);
      await store.prisma.rollEntry.create({
        data: {
          campaignId,
          personKey,
          matchIndex: blindIndexOf(secret, matchText(name, birthDate), 'roll'),
          phoneIndex: blindIndexOf(secret, phone),
          sealedEntry: await sealRollEntry(Keyring.parse(sealingKeys), { name, birthDate, phone }, personKey),
          importId: 'by-hand',
          line: 1,
        },
      });
      return { personKey, caller: { name, birthDate, phone } };
    }),
  );
}

/** An idempotency key nobody had before. */
export function aKey(): Record<string, string> {
  return { 'idempotency-key': randomBytes(12).toString('hex') };
}
