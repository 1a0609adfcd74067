import { listen, ResourceStack } from '@sunbeon/service-kit';
import { createCitizenApp } from './citizen/citizen-app.ts';
import type { ApiConfig } from './config.ts';
import { type ApiContext, createContext } from './context.ts';
import { resealTotps } from './staff/accounts/reseal-totps.ts';
import { createStaffApp } from './staff/staff-app.ts';

/** A running api: what needs Postgres, behind a door for staff, one for citizens, or both. */
export interface Api extends AsyncDisposable {
  /** 0 where another process opens this door. */
  readonly staffPort: number;
  /** 0 where another process opens this door. */
  readonly citizenPort: number;
}

/** Opens the doors it is told to; rejects when a port is taken. */
export async function createApi(config: ApiConfig): Promise<Api> {
  const held = new ResourceStack();
  return held.whileOpening(async () => {
    const context = held.use(await createContext(config));
    const citizenPort = config.doors.has('citizen') ? await openCitizenDoor(context, held) : 0;
    const staffPort = config.doors.has('staff') ? await openStaffDoor(context, held) : 0;
    context.logger.info({ staffPort, citizenPort }, 'api listens');
    return { staffPort, citizenPort, [Symbol.asyncDispose]: () => held[Symbol.asyncDispose]() };
  });
}

async function openCitizenDoor(context: ApiContext, held: ResourceStack): Promise<number> {
  const { host, citizenPort, stopLingerMs: lingerMs } = context.config;
  return held.use(await listen(createCitizenApp(context), host, citizenPort, { lingerMs })).port;
}

async function openStaffDoor(context: ApiContext, held: ResourceStack): Promise<number> {
  const { host, staffPort, stopLingerMs: lingerMs } = context.config;
  const resealing = resealTotps(context);
  held.use({ [Symbol.asyncDispose]: () => resealing });
  const { port } = held.use(await listen(createStaffApp(context), host, staffPort, { lingerMs }));
  // Ended before the door drains: whoever watches the night would keep it open.
  held.use(context.sampler);
  return port;
}
