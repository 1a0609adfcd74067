import { addDays, type CivilDate } from '@sunbeon/core';
import type { Secrets } from '@sunbeon/scripts';
import { type MintedSession, mintSessions } from '@sunbeon/synthetic';
import { castOf } from './cast.ts';
import type { Citizen } from './citizen.ts';

/** Who comes that night. */
export interface Crowd {
  /** Eligible people; some who are not come besides. */
  readonly people: number;
  readonly arriveWithinMs: number;
  readonly seed: number;
  readonly cohort: { readonly birthFrom: CivilDate; readonly birthTo: CivilDate };
  readonly secrets: Secrets;
}

/** People of the next ten years' births: too young for the cohort. */
const TOO_YOUNG_DAYS = 3_652;

/** Everybody of the night with their sessions: verified days before, as they were asked to. */
export async function citizensOf({ people, arriveWithinMs, seed, cohort, secrets }: Crowd): Promise<Citizen[]> {
  const roles = castOf(people, arriveWithinMs, seed);
  const outsiders = roles.length - people;
  const { birthFrom, birthTo } = cohort;
  const young = { birthFrom: addDays(birthTo, 1), birthTo: addDays(birthTo, TOO_YOUNG_DAYS) };
  const sessions = [
    ...(await all(mintSessions(secrets, { count: people, birthFrom, birthTo }))),
    ...(await all(mintSessions(secrets, { count: outsiders, ...young }))),
  ];
  return roles.flatMap((role, index) => {
    const minted = sessions[index];
    return minted ? [{ personKey: minted.personKey, session: minted.session, role }] : [];
  });
}

async function all(batches: AsyncIterable<MintedSession[]>): Promise<MintedSession[]> {
  const sessions: MintedSession[] = [];
  for await (const batch of batches) sessions.push(...batch);
  return sessions;
}
