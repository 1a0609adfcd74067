import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';

/** A BullMQ worker that does nothing with its jobs: the most that a queue of one job per request can give. */
const orders = z
  .object({ REDIS_URL: z.url(), QUEUE_NAME: z.string(), QUEUE_PREFIX: z.string(), CONCURRENCY: z.coerce.number() })
  .parse(process.env);

const connection = new Redis(orders.REDIS_URL, { maxRetriesPerRequest: null });
const worker = new Worker(orders.QUEUE_NAME, async () => {}, {
  connection,
  prefix: orders.QUEUE_PREFIX,
  concurrency: orders.CONCURRENCY,
  removeOnComplete: { count: 0 },
});
await worker.waitUntilReady();
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
process.send?.('ready');
