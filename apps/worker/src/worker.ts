import { createLogger, type Logger, listenForOps, ResourceStack } from '@sunbeon/service-kit';
import { endApprovals } from './approvals/end-approvals.ts';
import { sealTrail } from './audit/seal-trail.ts';
import { consumeBookings } from './booking/consume-bookings.ts';
import { measureQueue } from './booking/measure-queue.ts';
import type { WorkerConfig } from './config.ts';
import { endConsents } from './consents/end-consents.ts';
import { createContext } from './context.ts';
import { callNumbers } from './line/call-numbers.ts';
import { checkPromises } from './line/check-promises.ts';
import { warnAboutRedis } from './line/check-redis.ts';
import { drawLobbies } from './line/draw-lobbies.ts';
import { forgetWindows } from './line/forget-windows.ts';
import { guardLines } from './line/guard-lines.ts';
import { noteStatistics } from './line/note-statistics.ts';
import { publishAvailability } from './line/publish-availability.ts';
import { publishWindows } from './line/publish-windows.ts';
import { tellTurns } from './line/tell-turns.ts';
import { offerSlots } from './offers/offer-slots.ts';
import { cutWhenSilent } from './redis-silence.ts';
import { sweepRequests } from './requests/sweep-requests.ts';
import { erasePeople } from './retention/erase-people.ts';
import { publishRolls } from './roll/publish-rolls.ts';
import { publishSessionEnds } from './sessions/publish-session-ends.ts';

/**
 * A running worker. Disposing it finishes the requests it has taken and lets another call the numbers; a Redis that does
 * not answer is waited for no longer than about a second.
 */
export interface BookingWorker extends AsyncDisposable {
  readonly opsPort: number;
}

/** Starts calling numbers and committing bookings. Redis or Postgres being away is waited for, and shows in `/readyz`. */
export async function createWorker(
  config: WorkerConfig,
  logger: Logger = createLogger('worker', config.logLevel),
): Promise<BookingWorker> {
  const held = new ResourceStack();
  return held.whileOpening(async () => {
    const context = held.use(createContext(config, logger));
    const { registry, store, redis, connections } = context;
    void warnAboutRedis(redis, logger);
    held.use(publishWindows(context));
    held.use(guardLines(context));
    held.use(publishAvailability(context));
    held.use(publishRolls(context));
    held.use(drawLobbies(context));
    held.use(callNumbers(context));
    held.use(tellTurns(context));
    held.use(checkPromises(context));
    held.use(noteStatistics(context));
    held.use(forgetWindows(context));
    held.use(measureQueue(context));
    held.use(offerSlots(context));
    held.use(sweepRequests(context));
    held.use(endConsents(context));
    held.use(endApprovals(context));
    held.use(sealTrail(context));
    held.use(erasePeople(context));
    held.use(publishSessionEnds(context));
    held.use(consumeBookings(context));
    const dependencies = [
      { name: 'postgres', check: () => store.ping() },
      { name: 'redis', check: () => redis.ping() },
    ];
    const ops = held.use(await listenForOps(registry, dependencies, config.host, config.opsPort));
    logger.info({ opsPort: ops.port }, 'worker is running');
    return {
      opsPort: ops.port,
      async [Symbol.asyncDispose]() {
        const endWatch = cutWhenSilent(connections);
        await held[Symbol.asyncDispose]().finally(endWatch);
      },
    };
  });
}
