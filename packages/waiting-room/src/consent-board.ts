import { type ConsentScope, consentScopes, personKeySchema } from '@sunbeon/core';
import { z } from 'zod';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';
import { readStored } from './unreadable-record.ts';

/** For how long it is remembered that a consent has ended: longer than anybody may still be about to say that it is in force. */
const ENDED_KEPT_MS = 86_400_000;
/** For how long it is remembered that nobody knows a consent: long enough that asking again and again costs nothing. */
const UNKNOWN_KEPT_MS = 60_000;
/** What an ended consent is remembered by, and one that nobody has given (yet). */
const ENDED = '"ended"';
const UNKNOWN = '"unknown"';
const MAX_SEALED_LENGTH = 2_048;

/** A consent in force: for whom its delegate may act. Nothing here is readable personal data. */
export interface ConsentInForce {
  readonly consentId: string;
  /** The person key of whoever acts. */
  readonly delegateKey: string;
  /** The person key of whom they act for: the place and the booking are this person's. */
  readonly beneficiaryKey: string;
  /** Name, birth date and phone of the beneficiary, sealed for them as an entry of the roll. */
  readonly sealedBeneficiary: string;
  readonly scope: readonly ConsentScope[];
  readonly expiresAtMs: number;
}

/** `ended`: withdrawn, over, or never given. `null`: Redis knows nothing of it, and Postgres has to be asked. */
export type FoundConsent = ConsentInForce | 'ended' | null;

/** A seat that a delegate took for a beneficiary. */
export interface DelegatedSeat {
  readonly windowId: string;
  readonly number: number;
}

const recordSchema = z.union([
  z.literal(['ended', 'unknown']).transform(() => 'ended' as const),
  z.object({
    consentId: z.string(),
    delegateKey: personKeySchema,
    beneficiaryKey: personKeySchema,
    sealedBeneficiary: z.string().min(1).max(MAX_SEALED_LENGTH),
    scope: z.array(z.enum(consentScopes)),
    expiresAtMs: z.int(),
  }),
]);
const seatSchema = z.object({ windowId: z.string(), number: z.int() });

/**
 * What the edge knows about consents, so that acting for somebody asks nobody but Redis. It may forget: what it does not
 * know is asked of Postgres. It never forgets in favour of a delegate: whatever is put while an end is remembered stays
 * ended, so that nobody who read a consent a moment before its withdrawal can bring it back.
 */
export class ConsentBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  /**
   * Says that a consent is in force, until it expires; one of which it is remembered that it has ended stays so. Call it
   * after the commit only; putting it again, as it is now, does no harm.
   */
  async put(consent: ConsentInForce): Promise<void> {
    const { consentId, delegateKey, beneficiaryKey, sealedBeneficiary, scope, expiresAtMs } = consent;
    const value = JSON.stringify({ consentId, delegateKey, beneficiaryKey, sealedBeneficiary, scope, expiresAtMs });
    await this.#redis.linePutConsent(this.#keys.consent(consentId), value, expiresAtMs, ENDED);
  }

  /**
   * Says that a consent has ended, from this moment on for every gate, and frees the seat that was taken by it, if any.
   * Call it after the commit only; ending it again changes nothing.
   */
  async end(consentId: string): Promise<void> {
    await this.#redis.set(this.#keys.consent(consentId), ENDED, 'PX', ENDED_KEPT_MS);
    await this.freeSeat(consentId);
  }

  /** Frees the seat that was taken by a consent, once: whoever holds none by it takes nothing from others of the family. */
  async freeSeat(consentId: string): Promise<void> {
    const noted = await this.#redis.getdel(this.#keys.consentSeat(consentId));
    if (noted === null) return;
    const seat = readStored(seatSchema, `the seat of ${consentId}`, () => JSON.parse(noted));
    await this.#redis.zrem(this.#keys.seats(seat.windowId), seat.number);
  }

  /**
   * Says that there is no such consent in force. One that was put stays, and one that is given later counts at once. For
   * a minute, as any id may be asked for.
   */
  async putUnknown(consentId: string): Promise<void> {
    await this.#redis.set(this.#keys.consent(consentId), UNKNOWN, 'PX', UNKNOWN_KEPT_MS, 'NX');
  }

  /** What Redis knows at this moment. @throws {UnreadableRecord} when something else wrote there */
  async find(consentId: string): Promise<FoundConsent> {
    const stored = await this.#redis.get(this.#keys.consent(consentId));
    if (stored === null) return null;
    return readStored(recordSchema, `the consent ${consentId}`, () => JSON.parse(stored));
  }

  /**
   * Notes that a seat was taken by a consent, for whoever ends that while the seat is held. `false`: it has ended, and the
   * seat is free again. The end is said first and the seat asked for afterwards, here the other way round: whatever the
   * order in which both happen, one of them sees the other.
   */
  async noteSeat(consentId: string, { windowId, number }: DelegatedSeat, expiresAtMs: number): Promise<boolean> {
    await this.#redis.set(this.#keys.consentSeat(consentId), JSON.stringify({ windowId, number }), 'PXAT', expiresAtMs);
    if ((await this.find(consentId)) !== 'ended') return true;
    await this.end(consentId);
    return false;
  }
}
