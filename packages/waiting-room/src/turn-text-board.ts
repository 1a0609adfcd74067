import { languages, personKeySchema } from '@sunbeon/core';
import { z } from 'zod';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';

/** So many may ask in one window: half a kilobyte each. */
const MOST_TEXTS = 200_000;
/** Longer than any window is open without anybody asking. */
const KEPT_MS = 7 * 86_400_000;

const recipientSchema = z.strictObject({
  personKey: personKeySchema,
  /** Name and phone, sealed for the person. */
  sealedContact: z.string(),
  language: z.enum(languages),
});
/** Whom a text goes to. */
export type TurnTextRecipient = Readonly<z.infer<typeof recipientSchema>>;

/** Somebody whose number was called, who wanted to be told, and who has not come. */
export interface TurnText extends TurnTextRecipient {
  readonly number: number;
  readonly calledAtMs: number;
}

const parsed = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(recipientSchema);

/** Who wants a text when their number is called. It may forget: whoever waits sees on the page that they have to ask again. */
export class TurnTextBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;
  readonly #most: number;

  constructor(redis: RedisConnection, prefix: string, most = MOST_TEXTS) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
    this.#most = most;
  }

  /** Notes the wish, once however often it is asked; false when there is no room for more. */
  async ask(windowId: string, number: number, recipient: TurnTextRecipient): Promise<boolean> {
    const { personKey, sealedContact, language } = recipient;
    const text = JSON.stringify({ personKey, sealedContact, language });
    const asked = await this.#redis.lineAskTurnText(this.#keys.turnTexts(windowId), number, text, this.#most, KEPT_MS);
    return asked === 1;
  }

  /** Takes the wish back. */
  async cancel(windowId: string, numbers: readonly number[]): Promise<void> {
    if (numbers.length > 0) await this.#redis.hdel(this.#keys.turnTexts(windowId), ...numbers.map(String));
  }

  async isAsked(windowId: string, number: number): Promise<boolean> {
    return (await this.#redis.hexists(this.#keys.turnTexts(windowId), String(number))) === 1;
  }

  /**
   * Of `limit` numbers called from `fromMs` to `toMs` (both included, ms since the epoch by Redis' clock) that nobody has
   * come for yet, those whose people want to be told, and how far it has looked: `null` when there was nothing to look at.
   */
  async due(
    windowId: string,
    { fromMs, toMs, limit }: { readonly fromMs: number; readonly toMs: number; readonly limit: number },
  ): Promise<{ readonly texts: TurnText[]; readonly lookedToMs: number | null }> {
    const key = this.#keys.called(windowId);
    const found = await this.#redis.zrangebyscore(key, fromMs, toMs, 'WITHSCORES', 'LIMIT', 0, limit);
    if (found.length === 0) return { texts: [], lookedToMs: null };
    const called = Array.from({ length: found.length / 2 }, (_, n) => ({
      number: Number(found[2 * n]),
      calledAtMs: Number(found[2 * n + 1]),
    }));
    const wishes = await this.#redis.hmget(this.#keys.turnTexts(windowId), ...called.map(({ number }) => `${number}`));
    const texts = called.flatMap((place, n) => {
      const recipient = parsed.safeParse(wishes[n]);
      return recipient.success ? [{ ...place, ...recipient.data }] : [];
    });
    return { texts, lookedToMs: called.at(-1)?.calledAtMs ?? null };
  }
}
