import { appendFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { ResourceStack } from '@sunbeon/service-kit';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { fillMemories, measuredCapacity } from './capacity.ts';
import { eligibleSessions, openGround, startQuietStack } from './ground.ts';
import { type Sample, Sampler } from './sample.ts';
import { beginSteadily, blankTally, type Tally } from './steady-load.ts';

export interface SoakOptions {
  readonly minutes: number;
  /** Share of the capacity that is measured first (0–1). */
  readonly share: number;
  readonly gateProcesses: number;
  /** An empty folder for databases and logs. */
  readonly dataDir: string;
  /** A file that each sample is added to as it is taken, one JSON value a line. */
  readonly samplesFile: string;
  /** Ends the run early; what was read until then is judged. */
  readonly signal: AbortSignal;
  /** Told one line at a time, for people. */
  readonly say: (line: string) => void;
}

/** What a run brought. */
export interface SoakResult {
  /** Journeys a second. */
  readonly capacity: number;
  readonly perSecond: number;
  readonly samples: readonly Sample[];
  readonly tally: Tally;
  /** Confirmed bookings in Postgres since the steady load began, and what people were told. */
  readonly booked: { readonly told: number; readonly kept: number };
}

const SAMPLE_EVERY_MS = 10_000;

/** Measures a stack's capacity, then lets people come steadily at a share of it, and reads the stack every ten seconds. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { dataDir, gateProcesses, say, share, minutes } = options;
  await using held = new ResourceStack();
  const stack = held.use(await startQuietStack({ dataDir, gateProcesses, onNotice: say }));
  const ground = await openGround(stack, held);
  const database = held.use(await connected(stack.record.databaseUrl));
  const redis = new Redis(stack.record.redisUrl);
  held.use({ [Symbol.asyncDispose]: () => Promise.resolve(redis.disconnect()) });
  const sessions = eligibleSessions(stack);
  await fillMemories(ground, sessions, gateProcesses);
  say('the gates remember as many tickets as they ever will');
  const rehearsal = blankTally();
  const capacity = await measuredCapacity(ground, sessions, rehearsal);
  const perSecond = capacity * share;
  say(`capacity ${capacity.toFixed(1)} journeys a second; ${perSecond.toFixed(1)} from now on for ${minutes} minutes`);
  const before = await confirmed(database.client, ground.windowId);
  const tally = blankTally();
  ground.latencies.take();
  // A signal combined of others is forgotten by Node 20 while it is waited for.
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), minutes * 60_000);
  options.signal.addEventListener('abort', () => ending.abort(), { once: true });
  const over = ending.signal;
  const sampler = new Sampler({ stack, redis, database: database.client, latencies: ground.latencies, tally });
  const [samples] = await Promise.all([
    sampleUntil(over, sampler, options),
    beginSteadily(ground, sessions, perSecond, tally, over),
  ]);
  clearTimeout(timer);
  const kept = (await confirmed(database.client, ground.windowId)) - before;
  return { capacity, perSecond, samples, tally, booked: { told: tally.booked, kept } };
}

async function sampleUntil(over: AbortSignal, sampler: Sampler, { samplesFile, say }: SoakOptions): Promise<Sample[]> {
  const samples: Sample[] = [];
  while (!over.aborted) {
    await pause(SAMPLE_EVERY_MS, undefined, { signal: over }).catch(() => null);
    if (over.aborted) break;
    const sample = await sampler.take();
    samples.push(sample);
    await appendFile(samplesFile, `${JSON.stringify(sample)}\n`);
    if (samples.length % 6 === 0) say(lineOf(sample));
  }
  return samples;
}

function lineOf({ atSeconds, ended, processes, latencies }: Sample): string {
  const mib = ((processes['gate']?.memory ?? 0) / 1_048_576).toFixed(0);
  const join = latencies['join'];
  const ms = join === undefined ? 'nobody joined' : `join p50 ${join.p50.toFixed(1)} ms, p99 ${join.p99.toFixed(1)} ms`;
  return `${(atSeconds / 60).toFixed(0)} min: ${ended} journeys, gate ${mib} MiB, ${ms}`;
}

async function confirmed(database: Client, windowId: string): Promise<number> {
  const count = `SELECT count(*)::int AS count FROM booking WHERE window_id = $1 AND state = 'confirmed'`;
  const { rows } = await database.query<{ count: number }>(count, [windowId]);
  return rows[0]?.count ?? 0;
}

async function connected(url: string): Promise<AsyncDisposable & { readonly client: Client }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
