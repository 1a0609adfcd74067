import { bookingDraftSchema } from '@sunbeon/core';
import { z } from 'zod';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';

/** How long a draft is kept after its last change: longer than two admissions. */
const KEPT_MS = 3_600_000;
/** New drafts of one shard in that time at most: twice as many can be there at once, 1.6 GB in all shards together. */
const MAX_NEW_DRAFTS = 100_000;

const storedSchema = z.strictObject({ savedAtMs: z.int().positive(), draft: bookingDraftSchema });
/** A draft and when it was kept, by the clock of whoever kept it. */
export type StoredDraft = z.infer<typeof storedSchema>;

const parsed = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(storedSchema);

/** How far people have come on the booking page, for their other devices. It may forget: each device knows its own. */
export class DraftBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;
  readonly #maxNew: number;

  constructor(redis: RedisConnection, prefix: string, maxNew = MAX_NEW_DRAFTS) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
    this.#maxNew = maxNew;
  }

  /** Keeps a draft for an hour, in place of the one before; false when there is no room for a new one. */
  async keep(windowId: string, personKey: string, stored: StoredDraft): Promise<boolean> {
    const [draft, count] = [this.#keys.draft(windowId, personKey), this.#keys.newDrafts(personKey)];
    const kept = await this.#redis.lineKeepDraft(draft, count, JSON.stringify(stored), KEPT_MS, this.#maxNew);
    return kept === 1;
  }

  /** `null` when none is kept (any more), or one of a release that writes them differently. */
  async read(windowId: string, personKey: string): Promise<StoredDraft | null> {
    const text = await this.#redis.get(this.#keys.draft(windowId, personKey));
    return text === null ? null : (parsed.safeParse(text).data ?? null);
  }

  async forget(windowId: string, personKey: string): Promise<void> {
    await this.#redis.unlink(this.#keys.draft(windowId, personKey));
  }
}
