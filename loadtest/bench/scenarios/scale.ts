import { ResourceStack } from '@sunbeon/service-kit';
import { Pool } from 'undici';
import { aPersonKey, type Bench, PREFIX } from '../bench.ts';
import type { Finding, Scenario } from '../finding.ts';
import { layLine } from '../lay-line.ts';
import { median } from '../statistics.ts';

const MOST_BYTES_PER_PERSON = 100;
const MOST_SLOWER = 1.2;
/** Joins and polls that are timed in each line, in turns with those in the others; the first ones are left out. */
const SAMPLES = 4_000;
const WARM_UP = 1_000;
/** Joins whose cost inside Redis is read at once, and how often that is done in each line. */
const BLOCK = 100;
const BLOCKS = 30;
/** Up to so many join; more are laid as joining would have left them, because that takes many minutes. */
const MOST_JOINING = 100_000;
/** People put in line at a time. */
const BATCH = 20_000;

interface Level {
  readonly waiting: number;
  readonly windowId: string;
  readonly bytesPerPerson: number;
}

interface Timed extends Level {
  readonly joinMs: number;
  readonly statusMs: number;
  /** What the script costs inside Redis: no load of the machine's shows there but by the processor's caches. */
  readonly scriptUs: number;
}

/** What a join and a poll cost in lines of more and more people, side by side in one Redis, and the memory it needs for each. */
export const scale: Scenario = {
  name: 'scale',
  persistent: false,
  async run(bench) {
    await using held = new ResourceStack();
    const levels: Level[] = [];
    for (const waiting of bench.effort.waiting) levels.push(await fill(bench, waiting));
    const gate = held.use(await bench.startGate());
    const pool = new Pool(gate.url, { connections: 1, pipelining: 1 });
    held.use({ [Symbol.asyncDispose]: () => pool.close() });
    const people = await bench.newPeople((SAMPLES + WARM_UP) * levels.length);
    const joinMs = await inTurns(pool, levels, (windowId, n) => ({
      method: 'POST',
      path: `/v1/windows/${windowId}/tickets`,
      headers: { authorization: people[n] ?? '' },
    }));
    const statusMs = await inTurns(pool, levels, (windowId) => ({
      method: 'GET',
      path: `/v1/windows/${windowId}/status`,
      headers: {},
    }));
    const scriptUs = await insideRedis(bench, levels);
    const none = Number.NaN;
    return findingsOf(
      levels.map((level, index) => ({
        ...level,
        joinMs: joinMs[index] ?? none,
        statusMs: statusMs[index] ?? none,
        scriptUs: scriptUs[index] ?? none,
      })),
    );
  },
};

/** A line of its own with so many people in it. */
async function fill(bench: Bench, waiting: number): Promise<Level> {
  const windowId = await bench.openWindow();
  const emptyBytes = await usedBytes(bench);
  await (waiting > MOST_JOINING ? lay(bench, windowId, waiting) : comeIn(bench, windowId, waiting));
  return { waiting, windowId, bytesPerPerson: ((await usedBytes(bench)) - emptyBytes) / waiting };
}

/** Those who were laid are known when they join again: the line is the one joining makes. */
async function lay({ redis, room }: Bench, windowId: string, waiting: number): Promise<void> {
  const [line, places] = [`${PREFIX}:{w:${windowId}}:line`, `${PREFIX}:{w:${windowId}}:p:`];
  for (const [person, number] of await layLine(redis, line, places, waiting)) {
    const joined = await room.join(windowId, person);
    if (joined.outcome !== 'placed' || joined.number !== number) throw new Error('a laid line is none');
  }
}

async function comeIn({ room }: Bench, windowId: string, waiting: number): Promise<void> {
  for (let placed = 0; placed < waiting; placed += BATCH) {
    const count = Math.min(BATCH, waiting - placed);
    await Promise.all(Array.from({ length: count }, () => room.join(windowId, aPersonKey())));
  }
}

/** The cost of one join, in microseconds as Redis counts them, median of blocks that are taken in turns. */
async function insideRedis({ redis, room }: Bench, levels: readonly Level[]): Promise<number[]> {
  const costsUs = levels.map((): number[] => []);
  for (let block = 0; block < BLOCKS; block += 1) {
    for (const [index, { windowId }] of levels.entries()) {
      await redis.config('RESETSTAT');
      for (let n = 0; n < BLOCK; n += 1) await room.join(windowId, aPersonKey());
      const [, usec] = /^cmdstat_evalsha:calls=\d+,usec=(\d+)/m.exec(await redis.info('commandstats')) ?? [];
      costsUs[index]?.push(Number(usec) / BLOCK);
    }
  }
  return costsUs.map((costs) => median(costs));
}

/** Everything Redis holds, the tables of its keys included; the buffers of connections come and go. */
async function usedBytes({ redis }: Bench): Promise<number> {
  const memory = await redis.info('memory');
  const figure = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(memory)?.[1]);
  return figure('used_memory') - figure('mem_clients_normal');
}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The median time of one request after the other in each line, in milliseconds, the lines in turns, the first ones left out. */
async function inTurns(
  pool: Pool,
  levels: readonly Level[],
  ask: (windowId: string, n: number) => Question,
): Promise<number[]> {
  const tookMs = levels.map((): number[] => []);
  for (let n = 0; n < (SAMPLES + WARM_UP) * levels.length; n += 1) {
    const index = n % levels.length;
    const question = ask(levels[index]?.windowId ?? '', n);
    const startMs = performance.now();
    const answer = await pool.request(question);
    await answer.body.dump();
    tookMs[index]?.push(performance.now() - startMs);
    if (answer.statusCode >= 300) throw new Error(`${question.path} answers ${answer.statusCode}`);
  }
  return tookMs.map((times) => median(times.slice(WARM_UP)));
}

function findingsOf(levels: readonly Timed[]): Finding[] {
  const [few] = levels;
  const many = levels.at(-1);
  if (few === undefined || many === undefined) throw new TypeError('no level was measured');
  const scenario = 'scale';
  const told = (cost: (level: Timed) => string) =>
    levels.map((level) => `${short(level.waiting)}: ${cost(level)}`).join(', ');
  const span = `at ${short(many.waiting)} waiting, share of that at ${short(few.waiting)}`;
  return [
    {
      scenario,
      name: `join p50 ${span}`,
      value: many.joinMs / few.joinMs,
      unit: '×',
      target: { atMost: MOST_SLOWER },
      detail: told(({ joinMs }) => `${(joinMs * 1_000).toFixed(0)} µs`),
    },
    {
      scenario,
      name: `join inside Redis ${span}`,
      value: many.scriptUs / few.scriptUs,
      unit: '×',
      target: { atMost: MOST_SLOWER },
      detail: told(({ scriptUs }) => `${scriptUs.toFixed(1)} µs`),
    },
    {
      scenario,
      name: `status p50 ${span}`,
      value: many.statusMs / few.statusMs,
      unit: '×',
      target: { atMost: MOST_SLOWER },
      detail: told(({ statusMs }) => `${(statusMs * 1_000).toFixed(0)} µs`),
    },
    {
      scenario,
      name: 'Redis memory per waiting person, all keys counted',
      value: Math.max(...levels.map(({ bytesPerPerson }) => bytesPerPerson)),
      unit: 'bytes',
      target: { atMost: MOST_BYTES_PER_PERSON },
      detail: told(({ bytesPerPerson }) => bytesPerPerson.toFixed(1)),
    },
  ];
}

function short(people: number): string {
  return people >= 1_000_000 ? `${people / 1_000_000} M` : `${people / 1_000} k`;
}
