import { ResourceStack } from '@sunbeon/service-kit';
import { aPersonKey } from '../bench.ts';
import type { Scenario } from '../finding.ts';
import { fixedAnswer } from '../fixed-answer.ts';
import { inTurns } from '../in-turns.ts';
import { requestsOf } from '../requests.ts';
import { startBaseline } from '../server-process.ts';

const FLOOR = 0.8;

/** What everyone who waits asks again and again, against bare `node:http` that answers the same bytes. */
export const status: Scenario = {
  name: 'status',
  persistent: true,
  async run(bench) {
    await using held = new ResourceStack();
    const windowId = await bench.openWindow();
    await bench.room.join(windowId, aPersonKey());
    const gate = held.use(await bench.startGate());
    const path = `/v1/windows/${windowId}/status`;
    const bare = held.use(await startBaseline(await fixedAnswer(`${gate.url}${path}`)));
    const requests = () => requestsOf('GET', path);
    return await inTurns('status', bench.effort, FLOOR, {
      subject: { server: gate, requests },
      baseline: { server: bare, requests },
    });
  },
};
