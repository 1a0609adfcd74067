import { setTimeout as pause } from 'node:timers/promises';
import type { Secrets } from '@sunbeon/scripts';
import { type MintedSession, mintSessions } from '@sunbeon/synthetic';
import { Chance } from '../chance.ts';
import { nowMs } from './browser.ts';
import { liveTheEvening, type Night, type Person, type Stage } from './citizen.ts';
import { COHORT } from './nights.ts';

/** People get ready this long before an opening: the early ones try then. */
const READY_BEFORE_MS = 3_000;

export interface CrowdOptions {
  readonly secrets: Secrets;
  readonly nights: readonly Night[];
  /** New people for each night. */
  readonly people: number;
  /** They come within this time of the opening, the more in the first of it. */
  readonly arriveWithinMs: number;
}

/** Sends people to every night; resolves when the last one's evening has ended. */
export async function sendCrowd(stage: Stage, options: CrowdOptions): Promise<void> {
  await Promise.all(options.nights.map((night, index) => crowdOf(stage, options, night, index)));
}

async function crowdOf(stage: Stage, options: CrowdOptions, night: Night, index: number): Promise<void> {
  const { secrets, people, arriveWithinMs } = options;
  // Each night has chance of its own, whatever happened in the others.
  const chance = new Chance(Math.floor(stage.chance.between(0, 2 ** 31)) + index);
  await pause(Math.max(0, night.opensAtMs - READY_BEFORE_MS - nowMs()));
  const evenings: Promise<void>[] = [];
  const person = ({ personKey, session }: MintedSession): Person => {
    const arrivesAfterMs = Math.min(chance.after(arriveWithinMs / 4), arriveWithinMs);
    return { personKey, session, arrivesAfterMs };
  };
  for await (const batch of mintSessions(secrets, { count: people, ...COHORT })) {
    for (const session of batch) evenings.push(liveTheEvening({ ...stage, chance }, person(session), night));
  }
  await Promise.all(evenings);
}
