import { randomBytes } from 'node:crypto';
import type { BookingRequest } from '@sunbeon/core';
import { testDatabase } from '@sunbeon/test-kit';
import pg from 'pg';
import { openStore, type Store } from '../src/index.ts';

const HOUR_MS = 3_600_000;
const MOST_CONNECTIONS = 12;

export interface TestStore extends AsyncDisposable {
  readonly store: Store;
  readonly url: string;
  /** Straight to the database, past the package under test. */
  readonly sql: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;
}

/** A store over a database of its own, with three sites. */
export async function aStore(): Promise<TestStore> {
  const database = await testDatabase();
  const store = openStore({ databaseUrl: database.url, poolSize: MOST_CONNECTIONS });
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  // A pool that ends does not wait for its connections, and the database may be dropped under them.
  pool.on('error', () => null);
  await store.prisma.site.createMany({
    data: ['가', '나', '다'].map((name, index) => ({
      id: `s${index + 1}`,
      name: `${name}병원`,
      type: '종합병원',
      province: '서울특별시',
      municipality: '종로구',
      municipalityCode: '11010',
      latitude: 37.57,
      longitude: 126.97,
    })),
  });
  return {
    store,
    url: database.url,
    sql: async (text, values = []) => (await pool.query(text, values)).rows,
    async [Symbol.asyncDispose]() {
      await pool.end();
      await store[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export interface TestWindow {
  readonly id?: string;
  readonly campaignId?: string;
  /** Milliseconds from now. */
  readonly opensInMs?: number;
  readonly closesInMs?: number;
  /** One slot an hour at the first site, of the capacities given. */
  readonly capacities?: readonly number[];
}

/** A window that has just opened, and the ids of its slots in order of time. */
export async function aWindowWithSlots(
  { prisma }: Store,
  { id = `w-${randomBytes(4).toString('hex')}`, ...given }: TestWindow = {},
): Promise<{ windowId: string; slots: string[] }> {
  const { campaignId = id, opensInMs = -1_000, closesInMs = HOUR_MS, capacities = [1] } = given;
  await prisma.campaign.createMany({ data: [{ id: campaignId, title: '시험' }], skipDuplicates: true });
  await prisma.window.create({
    data: {
      id,
      campaignId,
      title: '시험',
      birthFrom: new Date('1967-01-01'),
      birthTo: new Date('1968-12-31'),
      policy: 'fifo',
      opensAt: new Date(Date.now() + opensInMs),
      closesAt: new Date(Date.now() + closesInMs),
      maxActive: 10,
      maxPerSecond: 10,
      admissionSeconds: 60,
      ceiling: 1_000,
    },
  });
  const slots = await prisma.slot.createManyAndReturn({
    data: capacities.map((capacity, hour) => ({
      windowId: id,
      siteId: 's1',
      startsAt: new Date(Date.UTC(2021, 7, 16, hour)),
      product: '백신',
      capacity,
    })),
  });
  return { windowId: id, slots: slots.map((slot) => String(slot.id)) };
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

/** `count` requests of different people, numbered from 1. */
export function requests(
  count: number,
  given: Partial<BookingRequest> & Pick<BookingRequest, 'windowId' | 'choices'>,
): BookingRequest[] {
  return Array.from({ length: count }, (_, index) => aRequest({ number: index + 1, ...given }));
}
