import { listen, ResourceStack } from '@sunbeon/service-kit';
import { createCitizenApp } from './citizen/citizen-app.ts';
import type { ApiConfig } from './config.ts';
import { createContext } from './context.ts';
import { resealTotps } from './staff/accounts/reseal-totps.ts';
import { createStaffApp } from './staff/staff-app.ts';

/** A running api: what needs Postgres, behind two doors that share nothing but the process. */
export interface Api extends AsyncDisposable {
  readonly staffPort: number;
  readonly citizenPort: number;
}

/** Starts both doors; rejects when a port is taken. */
export async function createApi(config: ApiConfig): Promise<Api> {
  const held = new ResourceStack();
  return held.whileOpening(async () => {
    const context = held.use(await createContext(config));
    const resealing = resealTotps(context);
    const citizens = held.use(await listen(createCitizenApp(context), config.host, config.citizenPort));
    const staff = held.use(await listen(createStaffApp(context), config.host, config.staffPort));
    context.logger.info({ staffPort: staff.port, citizenPort: citizens.port }, 'api listens');
    return {
      staffPort: staff.port,
      citizenPort: citizens.port,
      async [Symbol.asyncDispose]() {
        await resealing;
        await held[Symbol.asyncDispose]();
      },
    };
  });
}
