import { expect } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import type { TestStore } from './a-store.ts';

/**
 * Makes `count` statements really meet: holds the slots, starts them, waits until each waits for a lock, and lets go.
 * Rejects when they do not meet.
 */
export async function linedUp<Result>(
  { url, sql }: TestStore,
  slots: readonly string[],
  count: number,
  start: () => Promise<Result>,
): Promise<Result> {
  const holder = new Client({ connectionString: url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM slot WHERE id = ANY ($1) FOR UPDATE', [slots]);
    const started = start();
    await eventually(async () => {
      const waiting = await sql(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      expect(waiting).toHaveLength(count);
    });
    await holder.query('COMMIT');
    return await started;
  } finally {
    await holder.end();
  }
}
