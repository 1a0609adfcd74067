import { setTimeout as pause } from 'node:timers/promises';
import { ticketStandingSchema } from '@sunbeon/core';
import { z } from 'zod';
import { Wire } from '../../wire/wire.ts';
import type { Probe } from '../probes.ts';

const EVERY_MS = 10;
const CONNECTIONS = 64;

const orderSchema = z.object({
  url: z.url(),
  holders: z.array(z.object({ ticket: z.string(), number: z.int().nullable() })),
});
type Holder = z.infer<typeof orderSchema>['holders'][number];

const stopping = new AbortController();
const taken: Probe[] = [];

function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

async function ask(wire: Wire, { ticket, number }: Holder, sentMs: number): Promise<void> {
  const head = 'GET /v1/tickets/me HTTP/1.1\r\nHost: localhost\r\n';
  const answer = await wire.ask(`${head}Authorization: Bearer ${ticket}\r\n\r\n`);
  const told = answer?.status === 200 ? ticketStandingSchema.parse(JSON.parse(answer.body)).number : null;
  taken.push({ sentMs, tookMs: nowMs() - sentMs, right: told === number, status: answer?.status ?? 0 });
}

/** One question every so often, each when it is due, whatever becomes of those before. */
async function askSteadily(order: unknown): Promise<void> {
  const { url, holders } = orderSchema.parse(order);
  const wire = new Wire(url, CONNECTIONS);
  const underWay: Promise<void>[] = [];
  const startMs = nowMs();
  for (let count = 0; !stopping.signal.aborted; count += 1) {
    const dueMs = startMs + count * EVERY_MS;
    const waitMs = dueMs - nowMs();
    if (waitMs > 0) await pause(waitMs);
    const holder = holders[count % holders.length];
    if (holder !== undefined) underWay.push(ask(wire, holder, dueMs));
  }
  await Promise.all(underWay);
  wire.close();
  process.send?.(taken);
}

// The first message is what to ask, the second is to stop.
process.once('message', (order) => {
  process.once('message', () => stopping.abort());
  void askSteadily(order);
});
process.once('disconnect', () => process.exit(0));
