import { randomUUID } from 'node:crypto';
import { repeat } from '@sunbeon/service-kit';
import { type RequiredRoll, requiredRolls, rollPeople } from '@sunbeon/store';
import { RollBoard, RollDigests, type RollMark } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 1_000;
/** Another worker goes on this long after the one who published has fallen silent; a nation's roll takes a few seconds. */
const LEASE_MS = 30_000;
/** While a file is being read the roll is another one every second: those who were added are shown so often. */
const GROWING_EVERY_MS = 60_000;
/** So often it is looked after that Redis has every piece. */
const RENEW_EVERY_MS = 60_000;

/**
 * Shows the edge who is on the rolls that windows require: digests of person keys, and nothing else of anybody. What Redis
 * has lost is there again within seconds, or, if only a part of it is missing, within a minute. One worker publishes a roll.
 */
export function publishRolls({ config, store, redis, logger }: WorkerContext): AsyncDisposable {
  const board = new RollBoard(redis, config.redisPrefix);
  const holder = randomUUID();
  /** When a roll was last published or renewed, by its campaign. */
  const keptAtMs = new Map<string, number>();

  async function publishAll({ campaignId, version, isComplete }: RequiredRoll): Promise<void> {
    const digests = new RollDigests();
    for await (const people of rollPeople(store, campaignId)) for (const personKey of people) digests.add(personKey);
    await board.publish(campaignId, { version, isComplete, people: digests.size }, digests.pieces());
    keptAtMs.set(campaignId, Date.now());
    logger.info({ campaignId, people: digests.size, isComplete }, 'a roll is in force at the edge');
  }

  async function keepUp(roll: RequiredRoll, mark: RollMark): Promise<void> {
    const { campaignId, isComplete } = roll;
    const sinceMs = Date.now() - (keptAtMs.get(campaignId) ?? 0);
    if (mark.version === roll.version && mark.isComplete === isComplete) {
      if (sinceMs < RENEW_EVERY_MS) return;
      if (!(await board.renew(campaignId, mark))) await publishAll(roll);
      else keptAtMs.set(campaignId, Date.now());
    } else if (!isComplete && sinceMs < GROWING_EVERY_MS) {
      if (mark.isComplete) await board.putInForce(campaignId, { ...mark, isComplete });
    } else await publishAll(roll);
  }

  const turns = repeat({
    name: 'publish rolls',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      for (const roll of await requiredRolls(store, new Date())) {
        if (!(await board.hold(roll.campaignId, holder, LEASE_MS))) continue;
        const mark = await board.mark(roll.campaignId);
        await (mark === null ? publishAll(roll) : keepUp(roll, mark));
      }
    },
  });
  return {
    async [Symbol.asyncDispose]() {
      await turns[Symbol.asyncDispose]();
      // Another goes on at once.
      for (const campaignId of keptAtMs.keys()) await board.release(campaignId, holder).catch(() => null);
    },
  };
}
