import { once } from 'node:events';
import { civilDateSchema } from '@sunbeon/core';
import type { Secrets } from '@sunbeon/scripts';
import { z } from 'zod';
import { CallRecord } from './call-record.ts';
import { seededRandom } from './cast.ts';
import type { CrowdMessage, Tally } from './chronicle.ts';
import { writeChronicles } from './chronicle-file.ts';
import { type Citizen, liveTheNight, type Stage } from './citizen.ts';
import { citizensOf } from './citizens.ts';
import { CrowdClient } from './crowd-client.ts';
import { Pauses } from './pauses.ts';

/** Who comes that night: told first, because making the sessions of a whole night takes a while. */
export const crowdOrderSchema = z.object({
  kind: z.literal('gather'),
  people: z.int().min(1),
  arriveWithinMs: z.number().positive(),
  seed: z.int(),
  cohort: z.object({ birthFrom: civilDateSchema, birthTo: civilDateSchema }),
  secrets: z.custom<Secrets>(),
});
export type CrowdOrder = z.infer<typeof crowdOrderSchema>;

/** Where and when: told once the window is scheduled. */
export const nightOrderSchema = z.object({
  kind: z.literal('go'),
  gateUrl: z.url(),
  windowId: z.string(),
  opensAtMs: z.number(),
  municipalities: z.array(z.string()).min(1).readonly(),
  reportPath: z.string(),
});
export type NightOrder = z.infer<typeof nightOrderSchema>;

const PROGRESS_EVERY_MS = 250;

const nowMs = () => performance.timeOrigin + performance.now();
const tell = (message: CrowdMessage) => process.send?.(message);

async function main(): Promise<void> {
  const order = crowdOrderSchema.parse(await nextMessage());
  const citizens = await citizensOf(order);
  tell({ kind: 'ready' });
  await goOut(nightOrderSchema.parse(await nextMessage()), citizens, order.seed);
  // Stays until it is dismissed, so that what it cost can still be read.
  await nextMessage();
}

async function nextMessage(): Promise<unknown> {
  const [message] = await once(process, 'message');
  return message;
}

async function goOut(order: NightOrder, citizens: readonly Citizen[], seed: number): Promise<void> {
  const { windowId, opensAtMs, municipalities, reportPath } = order;
  const tally: Tally = { early: 0, joined: 0, admitted: 0, booked: 0, ended: 0 };
  const record = new CallRecord(opensAtMs);
  using pauses = new Pauses();
  const { pause } = pauses;
  const client = new CrowdClient(order.gateUrl, pause, record);
  const stage: Stage = { client, windowId, opensAtMs, municipalities, random: seededRandom(seed), nowMs, pause, tally };
  const progress = setInterval(() => tell({ kind: 'progress', tally }), PROGRESS_EVERY_MS);
  const chronicles = await Promise.all(citizens.map((citizen) => liveTheNight(stage, citizen)));
  const endedAtMs = nowMs();
  clearInterval(progress);
  client.close();
  await writeChronicles(reportPath, chronicles);
  tell({ kind: 'done', endedAtMs, calls: record.report() });
}

await main();
