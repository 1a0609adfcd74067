import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { freePort } from '@sunbeon/embedded';
import { ResourceStack } from '@sunbeon/service-kit';
import { type Bench, PREFIX } from '../bench.ts';
import type { BookingGround } from '../drain/booking-ground.ts';
import { type ServerProcess, startApi, startCitizenDoor } from '../server-process.ts';

/** Half of the cores may be Postgres' for citizens, as in the stack: the others are there for staff. */
const CITIZENS_POOL = Math.max(1, Math.floor(cpus().length / 2));

/** One arrangement of the doors: the public one, the staff's, and the processes in which the public is answered. */
export interface House extends AsyncDisposable {
  readonly gate: ServerProcess;
  readonly staff: ServerProcess;
  readonly publicPids: readonly number[];
}

/** Both doors of the api in one process, on one event loop. */
export async function oneProcess(bench: Bench, ground: BookingGround): Promise<House> {
  const apiPort = String(await freePort());
  return open(bench, async () => {
    const staff = await startApi({ ...settings(bench, ground), API_PORT: apiPort });
    return { staff, citizenUrl: `http://127.0.0.1:${apiPort}`, own: [staff], publicPids: [] };
  });
}

/** A process for each door, as the stack runs them. */
export async function twoProcesses(bench: Bench, ground: BookingGround): Promise<House> {
  return open(bench, async () => {
    const staff = await startApi({ ...settings(bench, ground), API_DOORS: 'staff' });
    const citizens = await startCitizenDoor({ ...settings(bench, ground), DATABASE_POOL: String(CITIZENS_POOL) });
    return { staff, citizenUrl: citizens.url, own: [citizens, staff], publicPids: [citizens.pid] };
  });
}

interface Doors {
  readonly staff: ServerProcess;
  readonly citizenUrl: string;
  readonly own: readonly ServerProcess[];
  readonly publicPids: readonly number[];
}

async function open(bench: Bench, openDoors: () => Promise<Doors>): Promise<House> {
  const held = new ResourceStack();
  return held.whileOpening(async () => {
    const { staff, citizenUrl, own, publicPids } = await openDoors();
    for (const process of own) held.use(process);
    const gate = held.use(await bench.startGate(1, { API_URL: citizenUrl, LOG_LEVEL: 'error' }));
    return {
      gate,
      staff,
      publicPids: [gate.pid, ...publicPids],
      [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
    };
  });
}

function settings({ keys, redisUrl }: Bench, { url }: BookingGround): Record<string, string> {
  const { SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY } = keys;
  const secrets = { SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY };
  return { ...secrets, DATABASE_URL: url, REDIS_URL: redisUrl, REDIS_PREFIX: PREFIX };
}

/**
 * Gives processes the first half of the machine's cores, others the second, as machines of their own would. Says `false`
 * where the system has no way to.
 */
export function partCores(first: readonly number[], second: readonly number[]): boolean {
  const half = Math.floor(cpus().length / 2);
  if (half === 0) return false;
  return pin(first, `0-${half - 1}`) && pin(second, `${half}-${cpus().length - 1}`);
}

/** Lets processes run anywhere again. */
export function shareCores(pids: readonly number[]): void {
  pin(pids, `0-${cpus().length - 1}`);
}

/** Whether it went for any of them; a connection's process may have ended by now. */
function pin(pids: readonly number[], cores: string): boolean {
  const pinned = pids.filter((pid) => {
    try {
      execFileSync('taskset', ['-a', '-c', '-p', cores, String(pid)], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  return pinned.length > 0;
}
