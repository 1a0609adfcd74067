import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSecrets, writeRecord } from '@sunbeon/scripts';
import type { ResourceStack } from '@sunbeon/service-kit';
import { type Bench, PREFIX } from '../bench.ts';
import type { BookingGround } from '../drain/booking-ground.ts';
import { type ServerProcess, startApi } from '../server-process.ts';

/** An api whose staff's door the command line finds by its data folder. */
export interface StaffDoor {
  readonly folder: string;
  readonly api: ServerProcess;
}

/** Opens the staff's door of an api over this Postgres; it is held until `held` is let go. */
export async function openStaffDoor(held: ResourceStack, bench: Bench, ground: BookingGround): Promise<StaffDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'sunbeon-bench-'));
  held.use({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
  // Postgres, which may run as somebody else, reads a file in it.
  await chmod(folder, 0o755);
  const api = held.use(await startApi(await settingsIn(folder, bench, ground)));
  await writeRecord(folder, recordOf(new URL(api.url).port));
  return { folder, api };
}

/** The api's settings, with the secrets the command line finds in its folder. */
async function settingsIn(folder: string, { redisUrl }: Bench, { url }: BookingGround) {
  const { SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY } = await loadSecrets(folder);
  const secrets = { SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY };
  return { ...secrets, DATABASE_URL: url, REDIS_URL: redisUrl, REDIS_PREFIX: PREFIX };
}

/** Of a stack of which only the staff's door is open. */
function recordOf(staffPort: string) {
  const nowhere = 9;
  const ports = { gate: nowhere, sandbox: nowhere, api: nowhere, smpp: nowhere, workerOps: nowhere };
  return {
    nodeEnv: 'development' as const,
    ports: { ...ports, notifierOps: nowhere, postgres: nowhere, redis: nowhere, staff: Number(staffPort) },
    databaseUrl: '',
    redisUrl: '',
    redisPrefix: PREFIX,
  };
}
