import { readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { notReady } from './everything-ready.ts';
import type { Fault } from './fault-plan.ts';
import type { House } from './house.ts';
import { childrenOf, signalChild } from './processes.ts';

/** Longest a release waits for one process to be replaced. */
const REPLACED_WITHIN_MS = 120_000;
/** A service that is just being started again is waited for so long: a fault that hits nobody is none. */
const HIT_WITHIN_MS = 15_000;
const LOOK_AGAIN_MS = 50;
/** What a crash of the machine takes from the end of the append-only file: less than a second's writes. */
const LOST_BYTES = 20_000;

/** Lets a fault happen; resolves once it is over, with whether it hit anything. */
export async function strike(house: House, fault: Fault): Promise<boolean> {
  switch (fault.target) {
    case 'gate':
    case 'worker':
    case 'notifier':
    case 'api':
      return fault.kind === 'replace' ? replace(house, fault) : strikeService(house, fault);
    case 'redis':
    case 'postgres':
      if (fault.kind === 'kill' || fault.kind === 'freeze' || fault.kind === 'rewind' || fault.kind === 'flush') {
        await strikeDatabase(house, fault.target, fault);
        return true;
      }
      return strikeWire(house, fault.target, fault);
    case 'carrier':
      return strikeWire(house, fault.target, fault);
    default:
      return fault.target satisfies never;
  }
}

/** A process that may be hurt: its id, and who started it. */
interface Prey {
  readonly pid: number | null;
  readonly parent: number;
}

async function strikeService(house: House, { target, kind, which, forMs }: Fault): Promise<boolean> {
  const deadline = performance.now() + HIT_WITHIN_MS;
  while (performance.now() < deadline) {
    const { pid, parent } = preyOf(house, target, which);
    if (signalChild(pid, parent, signalOf(kind))) {
      if (kind !== 'freeze') return true;
      await delay(forMs);
      // Should it have been killed meanwhile, there is nothing left to wake.
      signalChild(pid, parent, 'SIGCONT');
      return true;
    }
    await delay(LOOK_AGAIN_MS);
  }
  return false;
}

function signalOf(kind: Fault['kind']): NodeJS.Signals {
  return kind === 'freeze' ? 'SIGSTOP' : 'SIGKILL';
}

/** As a release does: a new one in the place of the old, and nothing else until all is well again. */
async function replace(house: House, { target, which }: Fault): Promise<boolean> {
  const holder = house.stack.services.get('gate')?.pid ?? null;
  const gates = target === 'gate' && holder !== null ? childrenOf(holder) : [];
  const old = gates.length > 0 ? holder : preyOf(house, target, which).pid;
  // Of several gate processes the one that holds them starts each new one before it ends an old one.
  if (!signalChild(old, process.pid, gates.length > 0 ? 'SIGHUP' : 'SIGTERM')) return false;
  const deadline = performance.now() + REPLACED_WITHIN_MS;
  const isReplaced = (): boolean => {
    if (gates.length > 0 && holder !== null) return childrenOf(holder).every((pid) => !gates.includes(pid));
    const { pid } = preyOf(house, target, which);
    return pid !== null && pid !== old;
  };
  while (!isReplaced()) {
    if (performance.now() > deadline) return false;
    await delay(LOOK_AGAIN_MS);
  }
  return (await notReady(house)).length === 0;
}

/** Of the gate any of its processes, or the one that holds them. */
function preyOf({ stack, workers, notifiers, apis }: House, target: Fault['target'], which: number): Prey {
  const own = { parent: process.pid };
  if (target === 'worker') return { ...own, pid: workers[which % workers.length]?.pid ?? null };
  if (target === 'notifier') return { ...own, pid: notifiers[which % notifiers.length]?.pid ?? null };
  if (target === 'api') return { ...own, pid: apis[which % apis.length]?.pid ?? null };
  const holder = stack.services.get('gate')?.pid ?? null;
  if (holder === null) return { ...own, pid: null };
  const child = childrenOf(holder)[which];
  return child === undefined ? { ...own, pid: holder } : { pid: child, parent: holder };
}

async function strikeDatabase(house: House, target: 'redis' | 'postgres', { kind, forMs }: Fault): Promise<void> {
  const server = house[target];
  if (kind === 'freeze') return server.freeze(forMs);
  if (kind === 'flush') return server.harm(() => flush(server.url));
  const signal = target === 'postgres' ? 'SIGQUIT' : 'SIGKILL';
  const whileDown = kind === 'rewind' ? () => loseLastWrites(house.redisFiles) : async () => {};
  return server.crash({ signal, downMs: forMs, whileDown });
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true });
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}

/** Cuts the end off the append-only file, as after a power failure; Redis drops the command cut in two. */
async function loseLastWrites(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.incr.aof'));
  for (const name of files) {
    const path = join(folder, name);
    const { size } = await stat(path);
    await truncate(path, Math.max(0, size - LOST_BYTES));
  }
}

async function strikeWire(
  { wires }: House,
  target: 'redis' | 'postgres' | 'carrier',
  { kind, forMs, direction, thenCut, delayMs }: Fault,
): Promise<boolean> {
  const wire = wires[target];
  switch (kind) {
    case 'stall': {
      const heal = wire.stall(direction);
      await delay(forMs);
      if (thenCut) wire.cut();
      heal();
      break;
    }
    case 'refuse': {
      const heal = wire.refuse();
      // Away means away: who is connected is gone too.
      wire.cut();
      await delay(forMs);
      heal();
      break;
    }
    case 'slow': {
      const heal = wire.slow(delayMs);
      await delay(forMs);
      heal();
      break;
    }
    case 'cut':
      wire.cut();
      break;
    case 'silence':
      wire.silence();
      break;
    case 'kill':
    case 'replace':
    case 'freeze':
    case 'rewind':
    case 'flush':
      return false;
    default:
      return kind satisfies never;
  }
  return true;
}
