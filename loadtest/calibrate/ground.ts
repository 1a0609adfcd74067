import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  addDays,
  type CivilDate,
  civilDateSchema,
  formatInSeoul,
  type SlotList,
  slotListSchema,
  windowStatusSchema,
} from '@sunbeon/core';
import { type Stack, StaffApi, startStack } from '@sunbeon/scripts';
import { ResourceStack } from '@sunbeon/service-kit';
import { mintSessions } from '@sunbeon/synthetic';
import { Redis } from 'ioredis';
import pg from 'pg';
import { request } from 'undici';
import { z } from 'zod';

const WINDOW = 'calibration';
const COHORT = { birthFrom: '1967-01-01', birthTo: '1968-12-31' } as const;
const OPEN_FOR_MS = 3_600_000;
/** Whoever is called can come in at once. */
const PACE = { maxActive: 100_000, maxPerSecond: 10_000 } as const;
/** A night's worth of slots, with room for everybody wherever they want to go. */
const SLOTS = { sites: 101, days: 5, timesPerDay: 12, capacity: 1_000, product: 'mRNA' } as const;
const DAYS_AHEAD = 14;
const POLL_MS = 50;
const READY_WITHIN_MS = 30_000;
const BOOKED_WITHIN_MS = 120_000;

const rowSchema = z.object({ settled: z.number(), journal: z.number(), disk: z.number() });
type Books = z.infer<typeof rowSchema>;

/** A whole stack of its own with one open window, whose databases are looked into. */
export class Ground implements AsyncDisposable {
  readonly stack: Stack;
  readonly windowId = WINDOW;
  readonly slots: SlotList['slots'];
  readonly sessions: readonly string[];
  readonly #held: ResourceStack;
  readonly #redis: Redis;
  readonly #postgres: pg.Client;

  private constructor(
    { stack, redis, postgres }: { readonly stack: Stack; readonly redis: Redis; readonly postgres: pg.Client },
    held: ResourceStack,
    slots: SlotList['slots'],
    sessions: readonly string[],
  ) {
    this.stack = stack;
    this.#redis = redis;
    this.#postgres = postgres;
    this.#held = held;
    this.slots = slots;
    this.sessions = sessions;
  }

  /** @param people who may join: their sessions are made beforehand */
  static async open(people: number): Promise<Ground> {
    const held = new ResourceStack();
    return held.whileOpening(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'sunbeon-calibrate-'));
      held.use({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
      // An embedded Postgres that may not run as root has to reach it.
      await chmod(folder, 0o755);
      const stack = held.use(await startStack(optionsFor(join(folder, 'stack'))));
      const sessions: string[] = [];
      for await (const batch of mintSessions(stack.secrets, { count: people, ...cohort() }))
        sessions.push(...batch.map(({ session }) => session));
      const slots = await openWindow(stack);
      const redis = new Redis(stack.record.redisUrl);
      held.use({ [Symbol.asyncDispose]: async () => void (await redis.quit()) });
      const postgres = new pg.Client({ connectionString: stack.record.databaseUrl });
      await postgres.connect();
      held.use({ [Symbol.asyncDispose]: () => postgres.end() });
      return new Ground({ stack, redis, postgres }, held, slots, sessions);
    });
  }

  /** From now on nobody is called; whoever joins gets a number all the same. */
  async pauseCalling(): Promise<void> {
    await this.#staff().changeWindow(WINDOW, 'pause');
  }

  /** Resolves once everybody who has a number has been called. */
  async callEverybody(): Promise<void> {
    await this.#staff().changeWindow(WINDOW, 'resume');
    const deadline = performance.now() + READY_WITHIN_MS;
    for (;;) {
      const answer = await request(`${this.stack.gateUrl}/v1/windows/${WINDOW}/status`);
      const { serving } = windowStatusSchema.parse(await answer.body.json());
      if (serving >= this.sessions.length) return;
      if (performance.now() > deadline) throw new Error(`${serving} of ${this.sessions.length} were called`);
      await pause(POLL_MS);
    }
  }

  /** Everything Redis holds, without what its connections have on the way. */
  async redisBytes(): Promise<number> {
    const memory = await this.#redis.info('memory');
    const figure = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(memory)?.[1]);
    return figure('used_memory') - figure('mem_clients_normal');
  }

  /** Bookings whose message has its receipt, and how much Postgres has written. */
  async books(): Promise<Books> {
    const { rows } = await this.#postgres.query(`
      SELECT (SELECT count(*) FROM message WHERE state NOT IN ('queued', 'sent'))::int AS settled,
        (pg_current_wal_insert_lsn() - '0/0')::float8 AS journal, pg_database_size(current_database())::float8 AS disk`);
    return rowSchema.parse(rows[0]);
  }

  /** Resolves once so many bookings have their message delivered; throws when that takes too long. */
  async settled(bookings: number): Promise<void> {
    const deadline = performance.now() + BOOKED_WITHIN_MS;
    for (;;) {
      const { settled } = await this.books();
      if (settled >= bookings) return;
      if (performance.now() > deadline) throw new Error(`${settled} of ${bookings} bookings have their message`);
      await pause(POLL_MS);
    }
  }

  #staff(): StaffApi {
    return new StaffApi(this.stack.staffUrl, this.stack.secrets.STAFF_KEY);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#held[Symbol.asyncDispose]();
  }
}

function optionsFor(dataDir: string): Parameters<typeof startStack>[0] {
  return {
    nodeEnv: 'development',
    logLevel: 'info',
    dataDir,
    gatePort: 0,
    staffPort: 0,
    sandboxPort: 0,
    gateProcesses: 1,
    databaseUrl: null,
    redisUrl: null,
    redisPrefix: 'sunbeon',
    demoPeople: 1,
  };
}

function cohort(): { birthFrom: CivilDate; birthTo: CivilDate } {
  return { birthFrom: civilDateSchema.parse(COHORT.birthFrom), birthTo: civilDateSchema.parse(COHORT.birthTo) };
}

/** Opens the window and resolves with its slots once the gate shows them and the window is open. */
async function openWindow(stack: Stack): Promise<SlotList['slots']> {
  const staff = new StaffApi(stack.staffUrl, stack.secrets.STAFF_KEY);
  const [opensAt, closesAt] = [new Date(), new Date(Date.now() + OPEN_FOR_MS)].map((at) => at.toISOString());
  await staff.createWindow({
    id: WINDOW,
    title: WINDOW,
    cohort: COHORT,
    opensAt: opensAt ?? '',
    closesAt: closesAt ?? '',
    ...PACE,
  });
  const today = civilDateSchema.parse(formatInSeoul(new Date(), 'yyyy-MM-dd'));
  await staff.generateSlots(WINDOW, { ...SLOTS, from: addDays(today, DAYS_AHEAD) });
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    const answer = await request(`${stack.gateUrl}/v1/slots?window=${WINDOW}`);
    const json: unknown = await answer.body.json();
    if (answer.statusCode === 200) {
      const { slots } = slotListSchema.parse(json);
      if (slots.length > 0) return slots;
    }
    await pause(POLL_MS);
  }
  throw new Error('no slots were published within half a minute');
}
