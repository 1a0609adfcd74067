import { mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ResourceStack } from '@sunbeon/service-kit';
import { eventually, startOwnRedis } from '@sunbeon/test-kit';
import { Redis } from 'ioredis';
import { aNight, aSwitchboard, type HeldTicket, type Night, person } from './a-night.ts';

const PEOPLE = 400;
const LATE = 150;
/** Slow enough that most still wait when Redis goes. */
const PER_SECOND = 60;
const SERVICE_AGAIN_MS = 30_000;
const PASSWORD = 'p'.repeat(32);
const PATIENT = { timeoutMs: 20_000 };

let folder: string;
let servers: ResourceStack;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunbeon-lost-redis-'));
  servers = new ResourceStack();
});
/** After the workers, which finish what they have begun. */
afterEach(async () => {
  await servers[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function redisServer(options: Parameters<typeof startOwnRedis>[0] = {}) {
  return servers.use(await startOwnRedis(options));
}

/** People come one after the other, so that their numbers say who came first. */
async function crowd(night: Night, from: number, count: number): Promise<HeldTicket[]> {
  const tickets: HeldTicket[] = [];
  for (let n = from; n < from + count; n += 1) tickets.push(await night.arrive(person(n)));
  return tickets;
}

/** Everybody comes back in an order that has nothing to do with their numbers, newcomers among them. */
async function comeBack(night: Night, tickets: readonly HeldTicket[], newcomers: readonly number[]) {
  const startedAtMs = performance.now();
  const shuffled = tickets.toSorted((a, b) => ((a.number * 7_919) % 1_009) - ((b.number * 7_919) % 1_009));
  const arrivals = [
    ...shuffled.map((ticket) => night.arrive(ticket.personKey, ticket)),
    ...newcomers.map((n) => night.arrive(person(n))),
  ];
  const held = new Map((await Promise.all(arrivals)).map((ticket) => [ticket.personKey, ticket.number]));
  return { held, tookMs: performance.now() - startedAtMs };
}

/** No number twice, no inversion among those who came back, newcomers behind them, service within the limit. */
async function expectOrderKept(night: Night, tickets: readonly HeldTicket[], servingBefore: number): Promise<void> {
  const newcomers = Array.from({ length: 30 }, (_, n) => 10_000 * (tickets.length + 1) + n);
  const { held, tookMs } = await comeBack(night, tickets, newcomers);
  expect(tookMs).toBeLessThan(SERVICE_AGAIN_MS);
  expect(tickets.map((ticket) => held.get(ticket.personKey))).toEqual(tickets.map(({ number }) => number));
  expect(new Set(held.values()).size).toBe(tickets.length + newcomers.length);
  for (const n of newcomers) expect(held.get(person(n))).toBeGreaterThan(PEOPLE);
  await eventually(
    async () => expect((await night.room.status(night.windowId))?.serving).toBeGreaterThan(servingBefore),
    { timeoutMs: SERVICE_AGAIN_MS },
  );
}

async function servingOf({ room, windowId }: Night): Promise<number> {
  return eventually(async () => {
    const serving = (await room.status(windowId))?.serving ?? 0;
    expect(serving).toBeGreaterThan(20);
    return serving;
  });
}

async function checkpointOf({ store, windowId }: Night, atLeast: number): Promise<void> {
  await eventually(async () => {
    const known = await store.prisma.lineCheckpoint.findUnique({ where: { windowId } });
    expect(known?.issued).toBeGreaterThanOrEqual(atLeast);
  });
}

test('FLUSHALL in the middle of a night', async () => {
  const server = await redisServer();
  await using night = await aNight(server.url, PER_SECOND);
  const tickets = await crowd(night, 0, PEOPLE);
  expect(tickets.map(({ number }) => number)).toEqual(tickets.map((_, index) => index + 1));
  const serving = await servingOf(night);
  await checkpointOf(night, 1);
  await night.redis.flushall();
  await expectOrderKept(night, tickets, serving);
});

test('FLUSHALL twice, the second time before anybody could be called', async () => {
  const server = await redisServer();
  await using night = await aNight(server.url, PER_SECOND);
  const tickets = await crowd(night, 0, 100);
  await night.redis.flushall();
  const again = await crowd(night, 500, 20);
  await night.redis.flushall();
  await expectOrderKept(night, [...tickets, ...again], 0);
  expect((await night.room.status(night.windowId))?.epoch).toBe(3);
});

test('Redis killed, and started again from an append-only file that was cut short', async () => {
  const dataDir = join(folder, 'redis');
  const options = { dataDir, persistent: true };
  const first = await redisServer(options);
  await using night = await aNight(first.url, PER_SECOND);
  const early = await crowd(night, 0, PEOPLE - LATE);
  const file = await appendOnlyFile(dataDir);
  const { size } = await stat(file);
  const late = await crowd(night, PEOPLE - LATE, LATE);
  const serving = await servingOf(night);
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  // In the middle of a command.
  await truncate(file, size + 7);
  await redisServer({ ...options, port: first.port });
  const tickets = [...early, ...late];
  const fresh = await Promise.all([20_000, 20_001, 20_002].map((n) => night.arrive(person(n))));
  for (const { number } of fresh) expect(number).toBeGreaterThan(PEOPLE);
  await expectOrderKept(night, tickets, serving);
});

async function appendOnlyFile(dataDir: string): Promise<string> {
  const directory = join(dataDir, 'appendonlydir');
  const name = (await readdir(directory)).find((file) => file.endsWith('.incr.aof')) ?? '';
  return join(directory, name);
}

test('a replica promoted without the last writes, and the old Redis back again as if nothing had happened', async () => {
  const [primaryDir, replicaDir] = [join(folder, 'primary'), join(folder, 'replica')];
  const primary = await startWithPassword(primaryDir, ['repl-diskless-sync-delay 0']);
  const replica = await startWithPassword(replicaDir, [
    `replicaof 127.0.0.1 ${primary.port}`,
    `masterauth ${PASSWORD}`,
  ]);
  const standby = new Redis(replica.url);
  servers.use({ [Symbol.asyncDispose]: async () => standby.disconnect() });
  // Before the night: a Redis that gets its first replica begins a new run.
  await eventually(async () => expect(await standby.info('replication')).toMatch(/master_link_status:up/), PATIENT);
  const switchboard = servers.use(await aSwitchboard(primary.port));
  await using night = await aNight(`redis://:${PASSWORD}@127.0.0.1:${switchboard.port}`, PER_SECOND);
  const early = await crowd(night, 0, PEOPLE - LATE);
  await eventually(
    async () => expect(await standby.hget(`night:{w:${night.windowId}}:line`, 'issued')).toBe('250'),
    PATIENT,
  );
  await standby.replicaof('127.0.0.1', '1');
  const late = await crowd(night, PEOPLE - LATE, LATE);
  const serving = await servingOf(night);

  await standby.replicaof('NO', 'ONE');
  switchboard.to(replica.port);
  const tickets = [...early, ...late];
  await expectOrderKept(night, tickets, serving);

  const behind = await crowd(night, 30_000, 10);
  switchboard.to(primary.port);
  await expectOrderKept(night, [...tickets, ...behind], serving);
});

async function startWithPassword(dataDir: string, directives: readonly string[]) {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'password'), PASSWORD);
  return redisServer({ dataDir, directives });
}
