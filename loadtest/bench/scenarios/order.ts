import { ResourceStack } from '@sunbeon/service-kit';
import { Pool } from 'undici';
import { z } from 'zod';
import type { Scenario } from '../finding.ts';
import { kendallTau } from '../statistics.ts';

const FLOOR = 0.999;
const PROCESSES = 4;
const PEOPLE = 40_000;
const CONNECTIONS = 32;
const grantSchema = z.object({ number: z.int() });

interface Arrival {
  readonly sentAtMs: number;
  readonly number: number;
}

/** Whether numbers follow arrival when several gate processes share one port, as fast as they can take people in. */
export const order: Scenario = {
  name: 'order',
  persistent: true,
  async run(bench) {
    await using held = new ResourceStack();
    const path = `/v1/windows/${await bench.openWindow()}/tickets`;
    const gate = held.use(await bench.startGate(PROCESSES));
    const pool = new Pool(gate.url, { connections: CONNECTIONS, pipelining: 1 });
    held.use({ [Symbol.asyncDispose]: () => pool.close() });
    const startMs = performance.now();
    const arrivals = await arrive(pool, path, await bench.newPeople(PEOPLE));
    const seconds = (performance.now() - startMs) / 1_000;
    const numbers = arrivals.toSorted((a, b) => a.sentAtMs - b.sentAtMs).map(({ number }) => number);
    return [
      {
        scenario: 'order',
        name: `Kendall's tau between arrival and number, ${PROCESSES} gate processes`,
        value: kendallTau(numbers),
        unit: 'τ',
        target: { atLeast: FLOOR },
        detail: `${PEOPLE} people, ${(PEOPLE / seconds).toFixed(0)}/s, ${CONNECTIONS} at a time`,
      },
    ];
  },
};

async function arrive(pool: Pool, path: string, people: readonly string[]): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  const queue = people.values();
  const comeOneByOne = async (): Promise<void> => {
    for (const authorization of queue) {
      const sentAtMs = performance.now();
      const answer = await pool.request({ method: 'POST', path, headers: { authorization } });
      const { number } = grantSchema.parse(await answer.body.json());
      arrivals.push({ sentAtMs, number });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, comeOneByOne));
  return arrivals;
}
