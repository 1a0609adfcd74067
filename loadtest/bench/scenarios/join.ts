import { ResourceStack } from '@sunbeon/service-kit';
import type { Scenario } from '../finding.ts';
import { inTurns } from '../in-turns.ts';
import { requestsOf } from '../requests.ts';
import { startBaseline } from '../server-process.ts';

const FLOOR = 0.4;
/** Joins a second that one round never reaches: everybody comes once. */
const MOST_PER_SECOND = 25_000;

/** Session verified, number given, ticket signed, against bare `node:http` that does one pipelined `INCR`. */
export const join: Scenario = {
  name: 'join',
  persistent: true,
  async run(bench) {
    await using held = new ResourceStack();
    const path = `/v1/windows/${await bench.openWindow()}/tickets`;
    const gate = held.use(await bench.startGate());
    const bare = held.use(
      await startBaseline({ status: 200, headers: ['content-length', '2'], body: '{}' }, bench.redisUrl),
    );
    const people = Math.ceil(MOST_PER_SECOND * bench.effort.secondsPerRound);
    const requests = async () => requestsOf('POST', path, await bench.newPeople(people));
    return await inTurns('join', bench.effort, FLOOR, {
      subject: { server: gate, requests },
      baseline: { server: bare, requests },
    });
  },
};
