import type { Client } from 'pg';
import type { CountsBySecond } from './timeline.ts';

/** Bookings of a window by the second after the opening in which Postgres committed to them. */
export function bookedBySecond(database: Client, windowId: string, opensAtMs: number): Promise<CountsBySecond> {
  return countsBySecond(
    database,
    `SELECT floor(extract(epoch FROM booked_at) - $2::float8)::int AS second, count(*)::int AS count
     FROM booking WHERE window_id = $1 GROUP BY 1`,
    [windowId, opensAtMs / 1_000],
  );
}

/** Confirmations by the second after the opening in which a carrier took them in. */
export function sentBySecond(database: Client, windowId: string, opensAtMs: number): Promise<CountsBySecond> {
  return countsBySecond(
    database,
    `SELECT floor(extract(epoch FROM sent_at) - $2::float8)::int AS second, count(*)::int AS count
     FROM message JOIN booking ON booking.id = message.booking_id
     WHERE booking.window_id = $1 AND message.kind = 'confirmation' AND sent_at IS NOT NULL GROUP BY 1`,
    [windowId, opensAtMs / 1_000],
  );
}

async function countsBySecond(database: Client, sql: string, values: readonly unknown[]): Promise<CountsBySecond> {
  const { rows } = await database.query<{ second: number; count: number }>(sql, [...values]);
  return new Map(rows.map(({ second, count }) => [second, count]));
}
