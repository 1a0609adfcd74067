import { setTimeout as pause } from 'node:timers/promises';
import { civilDateSchema, formatInSeoul, slotListSchema } from '@sunbeon/core';
import { GateClient, type Stack, type StackOptions, StaffApi, startStack } from '@sunbeon/scripts';
import type { ResourceStack } from '@sunbeon/service-kit';
import { civilDate, mintSessions } from '@sunbeon/synthetic';
import { Pool, request } from 'undici';
import { mondayAfterNext } from '../replay/plan.ts';
import type { Ground } from './journey.ts';
import { Latencies } from './latencies.ts';

const COHORT = { birthFrom: civilDate('1962-01-01'), birthTo: civilDate('1968-12-31') };
const OPEN_FOR_MS = 12 * 3_600_000;
const OPENS_IN_MS = 3_000;
/** Beyond what any stack of one machine does: the line must not be what limits. */
const MAX_PER_SECOND = 2_000;
const MAX_ACTIVE = 10_000;
const SITES = 101;
const DAYS = 5;
const TIMES_PER_DAY = 12;
/** Doses for everybody who may come within the longest run. */
const CAPACITY = 1_000;
const CONNECTIONS = 256;
const POLL_EVERY_MS = 1_000;
/** How many messages the inbox of the sandbox keeps: it must not be what grows. */
const INBOX_MESSAGES = 1_000;
const SESSIONS_AT_ONCE = 512;
const SLOT_TRIES = 300;
const SLOT_PAUSE_MS = 100;

export interface StackChoices {
  readonly dataDir: string;
  readonly gateProcesses: number;
  readonly onNotice: (line: string) => void;
}

/** A stack as it is deployed, that logs and keeps little. */
export function startQuietStack({ dataDir, gateProcesses, onNotice }: StackChoices): Promise<Stack> {
  const options: StackOptions = {
    nodeEnv: 'development',
    logLevel: 'warn',
    dataDir,
    gatePort: 0,
    staffPort: 0,
    sandboxPort: 0,
    gateProcesses,
    databaseUrl: null,
    redisUrl: null,
    redisPrefix: 'sunbeon',
    demoPeople: 1,
    serviceEnv: { sandbox: { SANDBOX_INBOX_LIMIT: String(INBOX_MESSAGES) } },
    onNotice,
  };
  return startStack(options);
}

/** Opens a window with room for everybody; resolves once it is open and its slots are shown. */
export async function openGround(stack: Stack, held: ResourceStack): Promise<Ground> {
  const staff = new StaffApi(stack.staffUrl, stack.secrets.STAFF_KEY);
  const opensAtMs = Date.now() + OPENS_IN_MS;
  const id = await openWindow(staff, opensAtMs, { maxActive: MAX_ACTIVE, maxPerSecond: MAX_PER_SECOND });
  const quietWindowId = await openWindow(staff, opensAtMs, { maxActive: 1, maxPerSecond: 1 });
  const from = mondayAfterNext(civilDateSchema.parse(formatInSeoul(new Date(), 'yyyy-MM-dd')));
  await staff.generateSlots(id, { sites: SITES, days: DAYS, timesPerDay: TIMES_PER_DAY, capacity: CAPACITY, from });
  const municipalities = await municipalitiesWithSlots(stack.gateUrl, id);
  await pause(Math.max(0, opensAtMs - Date.now()));
  const client = new GateClient(stack.gateUrl, { connections: CONNECTIONS, pause });
  const pool = new Pool(stack.gateUrl, { connections: CONNECTIONS, pipelining: 1 });
  held.use({
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await pool.close();
    },
  });
  const latencies = new Latencies();
  const windows = { windowId: id, quietWindowId };
  return { gateUrl: stack.gateUrl, client, pool, ...windows, municipalities, latencies, pollEveryMs: POLL_EVERY_MS };
}

async function openWindow(
  staff: StaffApi,
  opensAtMs: number,
  pace: { readonly maxActive: number; readonly maxPerSecond: number },
): Promise<string> {
  const { id } = await staff.createWindow({
    title: 'soak',
    cohort: { ...COHORT, lastDigit: null },
    opensAt: new Date(opensAtMs).toISOString(),
    closesAt: new Date(opensAtMs + OPEN_FOR_MS).toISOString(),
    ...pace,
  });
  return id;
}

/** Sessions of different eligible people, as many as are asked for. */
export async function* eligibleSessions({ secrets }: Stack): AsyncGenerator<string> {
  for (;;) {
    for await (const batch of mintSessions(secrets, { count: SESSIONS_AT_ONCE, ...COHORT })) {
      for (const { session } of batch) yield session;
    }
  }
}

async function municipalitiesWithSlots(gateUrl: string, windowId: string): Promise<string[]> {
  for (let tries = 0; tries < SLOT_TRIES; tries += 1) {
    const answer = await request(`${gateUrl}/v1/slots?window=${windowId}`);
    const json: unknown = await answer.body.json();
    const { slots } = answer.statusCode === 200 ? slotListSchema.parse(json) : { slots: [] };
    if (slots.length > 0) return [...new Set(slots.map(({ municipalityCode }) => municipalityCode))];
    await pause(SLOT_PAUSE_MS);
  }
  throw new Error('no slots were published within half a minute');
}
