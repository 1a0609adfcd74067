import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { civilDateSchema } from '@sunbeon/core';
import { mintSessions } from '@sunbeon/synthetic';
import { z } from 'zod';
import { knownStack } from '../cli/known-stack.ts';
import { letCrowdCome } from './crowd.ts';
import { DEMO_COHORT, scheduleDemo } from './schedule-demo.ts';

/* A process of its own: schedules the demo window, tells the launcher, and is the crowd. It ends with the launcher. */

const NICE = 10;
setPriority(NICE);

const { values } = parseArgs({ options: { people: { type: 'string' } } });
const count = z.coerce.number().int().min(1).parse(values.people);
const home = new AbortController();
process.once('disconnect', () => home.abort());
process.once('SIGTERM', () => home.abort());

const { record, secrets, staff } = await knownStack(process.env);
const window = await scheduleDemo(staff, Date.now());
process.send?.({ windowId: window.id, opensAt: window.opensAt });

const cohort = {
  birthFrom: civilDateSchema.parse(DEMO_COHORT.birthFrom),
  birthTo: civilDateSchema.parse(DEMO_COHORT.birthTo),
};
const sessions: string[] = [];
for await (const minted of mintSessions(secrets, { count, ...cohort })) {
  sessions.push(...minted.map(({ session }) => session));
}
const endings = await letCrowdCome({
  gateUrl: `http://127.0.0.1:${record.ports.gate}`,
  windowId: window.id,
  opensAtMs: Date.parse(window.opensAt),
  sessions,
  signal: home.signal,
});
process.stdout.write(`${JSON.stringify({ windowId: window.id, ...endings })}\n`);
process.exit(0);
