import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { request } from 'undici';
import { z } from 'zod';
import { bookedBySecond, sentBySecond } from './by-second.ts';
import { type Check, checkTheNight } from './checks.ts';
import type { Chronicle } from './chronicle.ts';
import type { CountsBySecond } from './timeline.ts';

export interface Books {
  readonly databaseUrl: string;
  readonly sandboxUrl: string;
  readonly windowId: string;
  readonly opensAtMs: number;
  readonly chronicles: readonly Chronicle[];
}

export interface ClosedBooks {
  readonly messagesSent: number;
  readonly bookedBySecond: CountsBySecond;
  readonly sentBySecond: CountsBySecond;
  /** What Postgres calls itself. */
  readonly postgresVersion: string;
  readonly checks: readonly Check[];
}

/** Longest to wait while no message goes out, and how often to look. */
const NEXT_MESSAGE_WITHIN_MS = 120_000;
const POLL_MS = 1_000;

const inboxStatsSchema = z.object({ received: z.int() });

/** Waits until the outbox is empty, then holds what people were told against Postgres and the carrier. */
export async function closeTheBooks(books: Books): Promise<ClosedBooks> {
  const { databaseUrl, sandboxUrl, windowId, opensAtMs, chronicles } = books;
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    await outboxEmpty(database, windowId);
    const messagesSent = await receivedByCarrier(sandboxUrl);
    const checks = await checkTheNight({ database, windowId, carrierReceived: messagesSent, chronicles });
    return {
      messagesSent,
      checks,
      bookedBySecond: await bookedBySecond(database, windowId, opensAtMs),
      sentBySecond: await sentBySecond(database, windowId, opensAtMs),
      postgresVersion: await postgresVersion(database),
    };
  } finally {
    await database.end();
  }
}

/** When the limit is reached the checks say what is missing. */
async function outboxEmpty(database: Client, windowId: string): Promise<void> {
  const queued = `SELECT count(*)::int AS count FROM message JOIN booking ON booking.id = message.booking_id
    WHERE booking.window_id = $1 AND message.state = 'queued'`;
  let fewest = Number.POSITIVE_INFINITY;
  let deadlineMs = 0;
  for (;;) {
    const { rows } = await database.query<{ count: number }>(queued, [windowId]);
    const count = rows[0]?.count ?? 0;
    if (count === 0) return;
    if (count < fewest) deadlineMs = Date.now() + NEXT_MESSAGE_WITHIN_MS;
    fewest = Math.min(fewest, count);
    if (Date.now() > deadlineMs) return;
    await pause(POLL_MS);
  }
}

async function receivedByCarrier(sandboxUrl: string): Promise<number> {
  const { body } = await request(`${sandboxUrl}/inbox/stats.json`);
  return inboxStatsSchema.parse(await body.json()).received;
}

async function postgresVersion(database: Client): Promise<string> {
  const { rows } = await database.query<{ server_version: string }>('SHOW server_version');
  return rows[0]?.server_version ?? 'unknown';
}
