import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { openRedis, type RedisConnection } from '@sunbeon/service-kit';
import { eventually, type TestRedis, testRedis } from '@sunbeon/test-kit';
import { Queue, Worker } from 'bullmq';
import { JobGroups } from '../src/booking/job-group.ts';

/* Taking many jobs at once must leave the queue as BullMQ itself would: these hold the two together. */

const LOCK_MS = 400;

let redis: TestRedis;
let connection: RedisConnection;
let queue: Queue<unknown, void>;
let worker: Worker<unknown, void>;
let groups: JobGroups;
let serial = 0;
beforeAll(async () => {
  redis = await testRedis();
  connection = openRedis(redis.url, { maxRetriesPerRequest: null });
});
afterEach(async () => {
  await worker.close();
  await queue.close();
});
afterAll(async () => {
  connection.disconnect();
  await redis[Symbol.asyncDispose]();
});

/** A queue with these jobs waiting, and a worker that is asked to do nothing by itself. */
async function waiting(ids: readonly string[]): Promise<void> {
  serial += 1;
  const prefix = `{${redis.prefix}:${serial}}`;
  queue = new Queue('jobs', {
    connection: redis.redis,
    prefix,
    defaultJobOptions: { attempts: 5, removeOnComplete: true },
  });
  worker = aWorker(false);
  groups = new JobGroups(worker, connection, LOCK_MS);
  for (const id of ids) await queue.add('book', { of: id }, { jobId: id });
}

function aWorker(autorun: boolean, process: (id: string) => void = () => {}): Worker<unknown, void> {
  return new Worker<unknown, void>('jobs', async ({ id }) => process(id ?? ''), {
    connection,
    prefix: queue.opts.prefix ?? '',
    autorun,
    lockDuration: LOCK_MS,
    stalledInterval: LOCK_MS,
    maxStalledCount: 9,
  });
}

async function counts(): Promise<unknown> {
  return queue.getJobCounts('wait', 'active', 'delayed', 'failed', 'completed');
}

const NOTHING = { wait: 0, active: 0, delayed: 0, failed: 0, completed: 0 };

test('the oldest jobs are taken first, and are active then', async () => {
  await waiting(['a', 'b', 'c']);
  expect(await groups.take('me', 2)).toEqual([
    { id: 'a', data: { of: 'a' } },
    { id: 'b', data: { of: 'b' } },
  ]);
  expect(await counts()).toEqual({ ...NOTHING, wait: 1, active: 2 });
  expect(await groups.take('me', 9)).toEqual([{ id: 'c', data: { of: 'c' } }]);
  expect(await groups.take('me', 9)).toEqual([]);
});

test('of a finished job nothing is left, and the same id may wait again', async () => {
  await waiting(['a', 'b']);
  await groups.take('me', 2);
  await groups.finish('me', ['a', 'b']);
  expect(await counts()).toEqual(NOTHING);
  expect(await redis.redis.keys(`${queue.opts.prefix}*:[ab]*`)).toEqual([]);
  await queue.add('book', { of: 'again' }, { jobId: 'a' });
  expect(await groups.take('me', 1)).toEqual([{ id: 'a', data: { of: 'again' } }]);
});

test('a job that is another’s by now is not finished by whoever had it before', async () => {
  await waiting(['a']);
  await groups.take('me', 1);
  await redis.redis.set(`${queue.toKey('a')}:lock`, 'another');
  await groups.finish('me', ['a']);
  expect(await counts()).toEqual({ ...NOTHING, active: 1 });
});

test('jobs whose taker died come again, to a worker of BullMQ’s own', async () => {
  await waiting(['a', 'b', 'c']);
  await groups.take('the dead', 3);
  const done: string[] = [];
  const heir = aWorker(true, (id) => done.push(id));
  await eventually(() => expect(done.toSorted()).toEqual(['a', 'b', 'c']));
  await heir.close();
  expect(await counts()).toEqual(NOTHING);
});

test('a job that is kept stays with its taker while one that is not goes to another', async () => {
  await waiting(['kept', 'lost']);
  await groups.take('me', 2);
  const letGo = groups.keep('me', ['kept']);
  const done: string[] = [];
  const other = aWorker(true, (id) => done.push(id));
  await eventually(() => expect(done).toEqual(['lost']));
  expect(await counts()).toEqual({ ...NOTHING, active: 1 });
  letGo();
  await eventually(() => expect(done).toEqual(['lost', 'kept']));
  await other.close();
});

test('a job that fails comes again later, by BullMQ’s rules', async () => {
  await waiting(['a']);
  await groups.take('me', 1);
  await groups.fail('me', 'a', new Error('not today'));
  const job = await queue.getJob('a');
  expect(job).toMatchObject({ attemptsMade: 1, failedReason: 'not today' });
  expect(await groups.take('me', 1)).toMatchObject([{ id: 'a' }]);
});

test('nothing is taken from a paused queue', async () => {
  await waiting(['a']);
  await queue.pause();
  expect(await groups.take('me', 1)).toEqual([]);
  await queue.resume();
  expect(await groups.take('me', 1)).toMatchObject([{ id: 'a' }]);
});
