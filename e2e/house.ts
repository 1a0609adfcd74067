import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isCivilDate } from '@sunbeon/core';
import { GateClient, type Stack, StaffApi, startStack } from '@sunbeon/scripts';
import { type MintedSession, mintSessions } from '@sunbeon/synthetic';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { Agent, fetch as fetchWith, type RequestInit, type Response } from 'undici';

/** A whole stack of its own for one test file, with its doors open. */
export interface House extends AsyncDisposable {
  readonly stack: Stack;
  readonly staff: StaffApi;
  readonly gate: GateClient;
  readonly database: Client;
  /** Plain HTTP, where a well-behaved client would not go. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

const COHORT = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
const CONNECTIONS = 32;

interface HouseOptions {
  /** How talkative the services are. */
  readonly logLevel?: string;
  /** Who is told the traces of all requests. */
  readonly traceReceiver?: string;
  /** When nobody is texted about what can wait, e.g. `none`: as the notifier has it, unless given. */
  readonly quietHours?: string;
}

/** Starts a stack of its own on free ports, and waits until its doors are open. */
export async function openHouse({ logLevel = 'info', traceReceiver, quietHours }: HouseOptions = {}): Promise<House> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sunbeon-e2e-'));
  // An embedded Postgres that may not run as root has to reach it.
  await chmod(dataDir, 0o755);
  const stack = await startStack({
    nodeEnv: 'development',
    logLevel,
    dataDir,
    gatePort: 0,
    staffPort: 0,
    sandboxPort: 0,
    gateProcesses: 1,
    databaseUrl: null,
    redisUrl: null,
    redisPrefix: 'sunbeon',
    demoPeople: 1,
    traceReceiver,
    serviceEnv: quietHours === undefined ? {} : { notifier: { QUIET_HOURS: quietHours } },
    // Whoever runs jest by itself may not have built what they changed.
    fromSource: process.env['SERVICES_FROM'] !== 'build',
  });
  const database = new Client({ connectionString: stack.record.databaseUrl });
  await database.connect();
  const dispatcher = new Agent();
  const gate = new GateClient(stack.gateUrl, { connections: CONNECTIONS, pause });
  return {
    stack,
    staff: new StaffApi(stack.staffUrl, stack.secrets.STAFF_KEY),
    gate,
    database,
    fetch: (url, init = {}) => fetchWith(url, { ...init, dispatcher }),
    async [Symbol.asyncDispose]() {
      await gate.close();
      await dispatcher.close();
      await database.end();
      await stack.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export interface NightOptions {
  readonly opensInMs: number;
  readonly sites?: number;
  readonly days?: number;
  readonly timesPerDay?: number;
  readonly capacity?: number;
  /** Whether one has to be on the campaign's roll. */
  readonly requiresRoll?: boolean;
}

/** Schedules a window for people born 1967–1968, lays out its slots, and waits until the gate shows them. */
export async function scheduleNight(
  { staff, gate }: House,
  options: NightOptions,
): Promise<{ id: string; opensAtMs: number }> {
  const { opensInMs, sites = 3, days = 2, timesPerDay = 4, capacity = 10, requiresRoll = false } = options;
  const opensAtMs = Date.now() + opensInMs;
  const { id } = await staff.createWindow({
    title: '1967–1968년생 예방접종',
    cohort: { ...COHORT, lastDigit: null },
    requiresRoll,
    opensAt: new Date(opensAtMs).toISOString(),
    closesAt: new Date(opensAtMs + 3_600_000).toISOString(),
  });
  await staff.generateSlots(id, { sites, days, timesPerDay, capacity });
  await eventually(async () => {
    const answer = await gate.slots(id);
    if (!answer.ok || answer.body.slots.length < sites * days * timesPerDay) throw new Error('slots not shown yet');
  });
  return { id, opensAtMs };
}

/** Verified people of the cohort. */
export async function citizens({ stack }: House, count: number): Promise<MintedSession[]> {
  const { birthFrom, birthTo } = COHORT;
  if (!isCivilDate(birthFrom) || !isCivilDate(birthTo)) throw new TypeError('the cohort has no days');
  const sessions: MintedSession[] = [];
  for await (const batch of mintSessions(stack.secrets, { count, birthFrom, birthTo })) sessions.push(...batch);
  return sessions;
}

/** Joins as soon as the window is open and waits until the person is admitted; returns the pass. */
export async function passFor({ gate }: House, windowId: string, session: string): Promise<string> {
  const { ticket } = await eventually(async () => {
    const joined = await gate.join(windowId, session);
    if (!joined.ok) throw new Error(`could not join: ${joined.code}`);
    return joined.body;
  });
  return eventually(async () => {
    const claimed = await gate.claim(ticket);
    if (!claimed.ok) throw new Error(`not admitted: ${claimed.code}`);
    return claimed.body.pass;
  });
}

/** Waits until a booking request has an outcome. */
export async function outcomeOf({ gate }: House, pass: string, requestId: string) {
  return eventually(
    async () => {
      const answer = await gate.bookingRequest(pass, requestId);
      if (!answer.ok || answer.body.state === 'received') throw new Error('no outcome yet');
      return answer.body;
    },
    { timeoutMs: 40_000 },
  );
}
