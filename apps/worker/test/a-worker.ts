import { randomBytes } from 'node:crypto';
import { BOOKING_QUEUE, type BookingRequest, createWindowBodySchema, generateSlotsBodySchema } from '@sunbeon/core';
import { createLogger, ResourceStack } from '@sunbeon/service-kit';
import { createWindow, generateSlots, importSites, openStore, type Store } from '@sunbeon/store';
import { type TestRedis, testDatabase, testRedis } from '@sunbeon/test-kit';
import { AvailabilityBoard, RequestBoard, WaitingRoom } from '@sunbeon/waiting-room';
import { Queue } from 'bullmq';
import { type BookingWorker, createWorker, envToConfig, type WorkerConfig } from '../src/index.ts';

const HOUR_MS = 3_600_000;
const SITES = ['s1', 's2'];

/** A database and a Redis of a test's own, and workers over them. */
export interface House extends AsyncDisposable {
  readonly config: WorkerConfig;
  readonly databaseUrl: string;
  readonly store: Store;
  readonly redis: TestRedis;
  readonly room: WaitingRoom;
  readonly requests: RequestBoard;
  readonly availability: AvailabilityBoard;
  readonly queue: Queue<unknown, void>;
  readonly startWorker: (settings?: Partial<WorkerConfig>) => Promise<BookingWorker>;
}

export async function aHouse(): Promise<House> {
  const held = new ResourceStack();
  const database = held.use(await testDatabase());
  const redis = held.use(await testRedis());
  const store = held.use(openStore({ databaseUrl: database.url, poolSize: 4 }));
  await importSites(store, SITES.map(aSite));
  const queue = new Queue<unknown, void>(BOOKING_QUEUE, {
    connection: redis.redis,
    prefix: `{${redis.prefix}:queue}`,
    // One attempt: what passes is waited out by the worker itself, not left to the queue.
    defaultJobOptions: { attempts: 1, removeOnComplete: true },
  });
  held.use({ [Symbol.asyncDispose]: () => queue.close() });
  const config = envToConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
  });
  return {
    config,
    databaseUrl: database.url,
    store,
    redis,
    room: new WaitingRoom(redis.redis, redis.prefix),
    requests: new RequestBoard(redis.redis, redis.prefix),
    availability: new AvailabilityBoard(redis.redis, redis.prefix),
    queue,
    startWorker: async (settings = {}) =>
      held.use(await createWorker({ ...config, ...settings }, createLogger('worker', 'silent'))),
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  };
}

function aSite(id: string) {
  return {
    id,
    name: `${id} 병원`,
    type: '종합병원',
    province: '서울특별시',
    municipality: '종로구',
    municipalityCode: '11010',
    latitude: 37.57,
    longitude: 126.97,
  };
}

/** An open window with slots of the capacity given, two sites × three times, and the ids of the slots. */
export async function anOpenWindow(
  { store }: House,
  capacity: number,
  limits: { readonly maxActive?: number; readonly maxPerSecond?: number } = {},
): Promise<{ id: string; slots: string[] }> {
  const { id } = await createWindow(
    store,
    createWindowBodySchema.parse({
      cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
      opensAt: new Date(Date.now() - 1_000).toISOString(),
      closesAt: new Date(Date.now() + HOUR_MS).toISOString(),
      ...limits,
    }),
  );
  const plan = generateSlotsBodySchema.parse({
    sites: SITES.length,
    days: 1,
    timesPerDay: 3,
    capacity,
    from: '2021-08-16',
  });
  await generateSlots(store, { windowId: id, ...plan });
  const rows = await store.prisma.slot.findMany({ where: { windowId: id }, orderBy: { id: 'asc' } });
  return { id, slots: rows.map((slot) => String(slot.id)) };
}

/** Somebody's request, different each time. */
export function aRequest(
  given: Partial<BookingRequest> & Pick<BookingRequest, 'windowId' | 'choices'>,
): BookingRequest {
  return {
    requestId: `r-${randomBytes(16).toString('base64url')}`,
    personKey: randomBytes(16).toString('base64url'),
    number: 1,
    sealedContact: 'sealed',
    phoneIndex: null,
    language: 'ko',
    receivedAtMs: Date.now(),
    ...given,
  };
}

/** What the gate does with a request it has accepted. */
export async function submit({ requests, queue }: House, request: BookingRequest): Promise<void> {
  await requests.receive(request.requestId, { fingerprint: 'f', personKey: request.personKey });
  await queue.add('book', request, { jobId: request.requestId });
}

/** The slots the edge sees, by site and time. */
export async function shownSlots({ availability }: House, windowId: string) {
  const sites = await availability.sites(windowId);
  return (
    await availability.slots(
      windowId,
      sites.map(({ id }) => id),
    )
  ).flat();
}
