import { ResourceStack } from '@sunbeon/service-kit';
import { Pool } from 'undici';
import { aPersonKey, type Bench } from '../bench.ts';
import type { Finding, Scenario } from '../finding.ts';
import { median } from '../statistics.ts';

const MOST_BYTES_PER_PERSON = 100;
const MOST_SLOWER = 1.2;
/** Joins and polls that are timed at each level, one after the other. */
const SAMPLES = 4_000;
const WARM_UP = 1_000;
/** People put in line at a time. */
const BATCH = 5_000;

interface Level {
  readonly waiting: number;
  readonly joinMs: number;
  readonly statusMs: number;
  readonly bytesPerPerson: number;
}

/** What a join and a poll cost when more and more people wait, and the memory Redis needs for each. */
export const scale: Scenario = {
  name: 'scale',
  persistent: false,
  async run(bench) {
    await using held = new ResourceStack();
    const windowId = await bench.openWindow();
    const gate = held.use(await bench.startGate());
    const pool = new Pool(gate.url, { connections: 1, pipelining: 1 });
    held.use({ [Symbol.asyncDispose]: () => pool.close() });
    const emptyBytes = await usedBytes(bench);
    const levels: Level[] = [];
    let placed = 0;
    for (const waiting of bench.effort.waiting) {
      for (; placed < waiting; placed += BATCH) await comeIn(bench, windowId, Math.min(BATCH, waiting - placed));
      const bytesPerPerson = ((await usedBytes(bench)) - emptyBytes) / waiting;
      const people = await bench.newPeople(SAMPLES + WARM_UP);
      placed += people.length;
      const path = `/v1/windows/${windowId}`;
      const joinMs = await timed(
        pool,
        people.map((authorization) => ({ method: 'POST', path: `${path}/tickets`, headers: { authorization } })),
      );
      const statusMs = await timed(
        pool,
        people.map(() => ({ method: 'GET', path: `${path}/status`, headers: {} })),
      );
      levels.push({ waiting, joinMs, statusMs, bytesPerPerson });
    }
    return findingsOf(levels);
  },
};

async function comeIn({ room }: Bench, windowId: string, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => room.join(windowId, aPersonKey())));
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

/** The median time of one request after the other, in milliseconds, the first ones left out. */
async function timed(pool: Pool, questions: readonly Question[]): Promise<number> {
  const tookMs: number[] = [];
  for (const question of questions) {
    const startMs = performance.now();
    const answer = await pool.request(question);
    await answer.body.dump();
    tookMs.push(performance.now() - startMs);
    if (answer.statusCode >= 300) throw new Error(`${question.path} answers ${answer.statusCode}`);
  }
  return median(tookMs.slice(WARM_UP));
}

function findingsOf(levels: readonly Level[]): Finding[] {
  const [few] = levels;
  const many = levels.at(-1);
  if (few === undefined || many === undefined) throw new TypeError('no level was measured');
  const scenario = 'scale';
  const times = (name: 'joinMs' | 'statusMs') =>
    levels.map((level) => `${short(level.waiting)}: ${(level[name] * 1_000).toFixed(0)} µs`).join(', ');
  const span = `at ${short(many.waiting)} waiting, share of that at ${short(few.waiting)}`;
  return [
    {
      scenario,
      name: `join p50 ${span}`,
      value: many.joinMs / few.joinMs,
      unit: '×',
      target: { atMost: MOST_SLOWER },
      detail: times('joinMs'),
    },
    {
      scenario,
      name: `status p50 ${span}`,
      value: many.statusMs / few.statusMs,
      unit: '×',
      target: { atMost: MOST_SLOWER },
      detail: times('statusMs'),
    },
    {
      scenario,
      name: 'Redis memory per waiting person, all keys counted',
      value: Math.max(...levels.map(({ bytesPerPerson }) => bytesPerPerson)),
      unit: 'bytes',
      target: { atMost: MOST_BYTES_PER_PERSON },
      detail: levels.map(({ waiting, bytesPerPerson }) => `${short(waiting)}: ${bytesPerPerson.toFixed(1)}`).join(', '),
    },
  ];
}

function short(people: number): string {
  return people >= 1_000_000 ? `${people / 1_000_000} M` : `${people / 1_000} k`;
}
