import type { Stack } from '@sunbeon/scripts';
import type { Redis } from 'ioredis';
import type { Client } from 'pg';
import { request } from 'undici';
import { type CpuSeconds, cpuBetween, cpuSeconds } from '../replay/cpu.ts';
import type { CallLatency, Latencies } from './latencies.ts';
import { figuresOf, type ProcessFigures, processFigures } from './process-figures.ts';
import type { Tally } from './steady-load.ts';

/** This process and everything below it. */
const ALL = 'all';

/** What a service written in JavaScript says of itself. */
interface HeapFigures {
  /** Bytes in use, garbage included. */
  readonly heap: number;
  /** Handles and requests that keep it alive. */
  readonly resources: number;
  /** 99 of 100 turns of its event loop since the last sample were late by at most so many milliseconds. */
  readonly lagMs: number;
}

/** Everything that was read at one moment. */
export interface Sample {
  readonly atSeconds: number;
  readonly processes: Readonly<Record<string, ProcessFigures>>;
  readonly services: Readonly<Record<string, HeapFigures>>;
  readonly redis: { readonly memory: number; readonly clients: number };
  readonly postgres: { readonly connections: number };
  /** Share of one core since the last sample, by process. */
  readonly cpu: Readonly<Record<string, number>>;
  readonly latencies: Readonly<Record<string, CallLatency>>;
  readonly ended: number;
}

/** Who is asked what. */
export interface Watched {
  readonly stack: Stack;
  readonly redis: Redis;
  readonly database: Client;
  readonly latencies: Latencies;
  readonly tally: Tally;
}

/** Reads a stack every so often; the first reading is of what was before. */
export class Sampler {
  readonly #watched: Watched;
  readonly #startMs = performance.now();
  #cpu: CpuSeconds;
  #cpuAtMs = this.#startMs;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#cpu = cpuSeconds(this.#processes());
  }

  async take(): Promise<Sample> {
    const { stack, redis, database, latencies, tally } = this.#watched;
    const [processes, services, info, connections] = await Promise.all([
      eachFigures(stack),
      eachService(stack),
      redis.info(),
      database.query<{ count: number }>('SELECT count(*)::int AS count FROM pg_stat_activity'),
    ]);
    return {
      atSeconds: (performance.now() - this.#startMs) / 1_000,
      processes,
      services,
      redis: { memory: figureIn(info, 'used_memory'), clients: figureIn(info, 'connected_clients') },
      postgres: { connections: connections.rows[0]?.count ?? Number.NaN },
      cpu: this.#cpuShares(),
      latencies: latencies.take(),
      ended: tally.booked + tally.cancelled + tally.closedTabs + tally.failed,
    };
  }

  /** What the stack started, and this process with everything: the stack is below it. */
  #processes() {
    return [...this.#watched.stack.processes(), { name: ALL, pid: process.pid }];
  }

  #cpuShares(): Record<string, number> {
    const nowMs = performance.now();
    const used = cpuSeconds(this.#processes());
    const seconds = (nowMs - this.#cpuAtMs) / 1_000;
    const each = [...cpuBetween(this.#cpu, used)].map(([name, cpu]) => [name, cpu / seconds] as const);
    this.#cpu = used;
    this.#cpuAtMs = nowMs;
    const { [ALL]: all = 0, ...shares } = Object.fromEntries(each);
    return { ...shares, load: all - Object.values(shares).reduce((sum, share) => sum + share, 0) };
  }
}

async function eachFigures(stack: Stack): Promise<Record<string, ProcessFigures>> {
  const figures = stack.processes().map(async ({ name, pid }) => [name, await processFigures(pid)] as const);
  return { ...Object.fromEntries(await Promise.all(figures)), load: await figuresOf([process.pid]) };
}

async function eachService({ record: { ports }, staffUrl }: Stack): Promise<Record<string, HeapFigures>> {
  const urls = {
    gate: `http://127.0.0.1:${ports.gate}`,
    staff: staffUrl,
    api: `http://127.0.0.1:${ports.api}`,
    worker: `http://127.0.0.1:${ports.workerOps}`,
    notifier: `http://127.0.0.1:${ports.notifierOps}`,
  };
  const figures = Object.entries(urls).map(async ([name, url]) => [name, await heapFigures(url)] as const);
  return Object.fromEntries(await Promise.all(figures));
}

async function heapFigures(url: string): Promise<HeapFigures> {
  const { body } = await request(`${url}/metrics`);
  const text = await body.text();
  const figure = (name: string) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    heap: figure('nodejs_heap_size_used_bytes'),
    resources: figure('nodejs_active_resources_total'),
    lagMs: figure('nodejs_eventloop_lag_p99_seconds') * 1_000,
  };
}

function figureIn(info: string, name: string): number {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
}
