import { languages, personKeySchema } from '@sunbeon/core';
import { z } from 'zod';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';

/** So many may ask in one window: half a kilobyte each. */
const MOST_TEXTS = 200_000;
/** Longer than any window is open without anybody asking. */
const KEPT_MS = 7 * 86_400_000;

/** A later release may say more. */
const recipientSchema = z.object({
  personKey: personKeySchema,
  /** Name and phone, sealed for the person. */
  sealedContact: z.string(),
  language: z.enum(languages),
});
/** Whom a text goes to. */
export type TurnTextRecipient = Readonly<z.infer<typeof recipientSchema>>;

/** A number, and whom to tell when it is called. */
export interface TurnText extends TurnTextRecipient {
  readonly number: number;
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
    const [texts, order] = [this.#keys.turnTexts(windowId), this.#keys.turnOrder(windowId)];
    const asked = await this.#redis.lineAskTurnText(texts, order, number, text, this.#most, KEPT_MS);
    return asked === 1;
  }

  /** Forgets the wishes of these numbers: taken back, or fulfilled. */
  async forget(windowId: string, numbers: readonly number[]): Promise<void> {
    if (numbers.length === 0) return;
    const members = numbers.map(String);
    // In this order: should the second step not come, the number is there with no wish, and the next look removes it.
    await this.#redis.hdel(this.#keys.turnTexts(windowId), ...members);
    await this.#redis.zrem(this.#keys.turnOrder(windowId), ...members);
  }

  async isAsked(windowId: string, number: number): Promise<boolean> {
    return (await this.#redis.hexists(this.#keys.turnTexts(windowId), String(number))) === 1;
  }

  /**
   * Whose numbers are `upTo` at most: the lowest first, `limit` of them. What nobody can read (any more) is forgotten, so that
   * it keeps none behind it from being told.
   */
  async upTo(windowId: string, upTo: number, limit: number): Promise<TurnText[]> {
    const order = this.#keys.turnOrder(windowId);
    const numbers = (await this.#redis.zrangebyscore(order, '-inf', upTo, 'LIMIT', 0, limit)).map(Number);
    if (numbers.length === 0) return [];
    const wishes = await this.#redis.hmget(this.#keys.turnTexts(windowId), ...numbers.map(String));
    const texts = numbers.flatMap((number, n) => {
      const recipient = parsed.safeParse(wishes[n]);
      return recipient.success ? [{ number, ...recipient.data }] : [];
    });
    const readable = new Set(texts.map(({ number }) => number));
    await this.forget(
      windowId,
      numbers.filter((number) => !readable.has(number)),
    );
    return texts;
  }
}
