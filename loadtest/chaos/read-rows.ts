import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import type { Rows } from './evidence.ts';

const text = z.coerce.string();
const bookingsSchema = z.array(
  z.object({
    id: text,
    number: text,
    requestId: text,
    person: text,
    campaignId: text,
    windowId: text,
    slotId: text,
    dose: z.coerce.number(),
    state: text,
    bookedAtMs: z.coerce.number(),
  }),
);
const requestsSchema = z.array(
  z.object({ requestId: text, person: text, windowId: text, state: text, code: z.string().nullable() }),
);
const slotsSchema = z.array(
  z.object({ id: text, windowId: text, capacity: z.int(), taken: z.int(), offered: z.coerce.number() }),
);
const messagesSchema = z.array(z.object({ id: text, bookingId: text, state: text, sentAgain: z.boolean() }));
const windowsSchema = z.array(z.object({ id: text, opensAtMs: z.coerce.number() }));

/** Reads what Postgres holds, straight from the server. */
export async function readRows(databaseUrl: string): Promise<Rows> {
  return withClient(databaseUrl, async (client) => {
    const read = async (sql: string): Promise<unknown> => (await client.query(sql)).rows;
    const [aside] = z.array(z.object({ count: z.coerce.number() })).parse(await read('SELECT count(*) FROM set_aside'));
    return {
      bookings: bookingsSchema.parse(
        await read(`SELECT id, number, request_id AS "requestId", person_key AS person, campaign_id AS "campaignId",
          window_id AS "windowId", slot_id AS "slotId", dose, state,
          extract(epoch FROM booked_at) * 1000 AS "bookedAtMs" FROM booking`),
      ),
      requests: requestsSchema.parse(
        await read(`SELECT request_id AS "requestId", person_key AS person, window_id AS "windowId", state, code
          FROM booking_request`),
      ),
      slots: slotsSchema.parse(
        await read(`SELECT id, window_id AS "windowId", capacity, taken,
          (SELECT count(*) FROM offer WHERE offer.slot_id = slot.id AND offer.state = 'open') AS offered FROM slot`),
      ),
      messages: messagesSchema.parse(
        await read('SELECT id, booking_id AS "bookingId", state, sent_again AS "sentAgain" FROM message'),
      ),
      windows: windowsSchema.parse(
        await read('SELECT id, extract(epoch FROM opens_at) * 1000 AS "opensAtMs" FROM booking_window'),
      ),
      setAside: aside?.count ?? 0,
    };
  });
}

const LOOK_AGAIN_MS = 250;

export interface Draining {
  readonly withinMs: number;
  /** Called at each look; may make what is due later due now. */
  readonly hurry: (client: Client) => Promise<void>;
}

/** Waits until no message waits to be sent; false when that takes too long, and the checker will say what is missing. */
export async function outboxDrained(databaseUrl: string, { withinMs, hurry }: Draining): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  return withClient(databaseUrl, async (client) => {
    while (performance.now() < deadline) {
      const { rowCount } = await client.query(`SELECT FROM message WHERE state = 'queued' LIMIT 1`);
      if (rowCount === 0) return true;
      await hurry(client);
      await pause(LOOK_AGAIN_MS);
    }
    return false;
  });
}

async function withClient<Result>(databaseUrl: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
