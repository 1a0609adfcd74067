import {
  type AvailableMunicipality,
  type AvailableSite,
  type AvailableSlot,
  availableMunicipalitySchema,
  availableSiteSchema,
  availableSlotSchema,
} from '@sunbeon/core';
import { z } from 'zod';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';
import { readStored } from './unreadable-record.ts';

/** A snapshot nobody has renewed for this long is worth nothing any more. */
const KEPT_MS = 86_400_000;

/** When a snapshot was taken, and which list of sites belongs to it. */
export interface SnapshotMark {
  /** ISO 8601. */
  readonly takenAt: string;
  readonly sitesVersion: string;
}

/** What changed since the publication before, or a part of everything. */
export interface AvailabilityPart {
  /** `takenAt` of the publication this one builds upon; `null` while everything is published anew. */
  readonly after: string | null;
  /** `null` for a part that others follow. */
  readonly mark: SnapshotMark | null;
  /** `null` when it is the one of before. */
  readonly sites: readonly AvailableSite[] | null;
  /** `null` when they are those of before. */
  readonly municipalities: readonly AvailableMunicipality[] | null;
  /** Site → its slots as JSON. */
  readonly slots: ReadonlyMap<string, string>;
}

/** `held`: another worker publishes this window. `lost`: the publication before is not there; everything has to be published. */
export type Publication = 'published' | 'held' | 'lost';

const sitesSchema = z.array(availableSiteSchema);
const municipalitiesSchema = z.array(availableMunicipalitySchema);
const slotsSchema = z.array(availableSlotSchema);

/** The newest snapshot of each window's slots: for reading, never for deciding. One worker at a time publishes a window. */
export class AvailabilityBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  /** Takes the right to publish a window when nobody has it, or prolongs one's own; false when another has it. */
  async hold(windowId: string, holder: string, leaseMs: number): Promise<boolean> {
    const [held] = await this.#redis.lineHoldLease(this.#keys.availabilityLease(windowId), holder, leaseMs, 1);
    return held === 1;
  }

  /** Gives the right back, if it is ours. */
  async release(windowId: string, holder: string): Promise<void> {
    await this.#redis.lineReleaseLease(this.#keys.availabilityLease(windowId), holder);
  }

  /** Writes a part, all of it at once, and prolongs the right to publish. */
  async publish(windowId: string, holder: string, leaseMs: number, part: AvailabilityPart): Promise<Publication> {
    return this.#redis.linePublishAvailability(
      this.#keys.availabilityLease(windowId),
      this.#keys.availability(windowId),
      this.#keys.availableSites(windowId),
      this.#keys.availableMunicipalities(windowId),
      this.#keys.availableSlots(windowId),
      holder,
      leaseMs,
      KEPT_MS,
      part.after ?? '',
      part.mark?.takenAt ?? '',
      part.mark?.sitesVersion ?? '',
      part.sites === null ? '' : JSON.stringify(part.sites),
      part.municipalities === null ? '' : JSON.stringify(part.municipalities),
      ...[...part.slots].flat(),
    );
  }

  /** `null` before the first snapshot. */
  async snapshot(windowId: string): Promise<SnapshotMark | null> {
    const [takenAt = null, sitesVersion = null] = await this.#redis.hmget(
      this.#keys.availability(windowId),
      'takenAt',
      'sites',
    );
    return takenAt === null ? null : { takenAt, sitesVersion: sitesVersion ?? '' };
  }

  /** The sites that have slots, in their order. */
  async sites(windowId: string): Promise<AvailableSite[]> {
    const text = (await this.#redis.get(this.#keys.availableSites(windowId))) ?? '[]';
    return readStored(sitesSchema, `the sites of ${windowId}`, () => JSON.parse(text));
  }

  async municipalities(windowId: string): Promise<AvailableMunicipality[]> {
    const text = (await this.#redis.get(this.#keys.availableMunicipalities(windowId))) ?? '[]';
    return readStored(municipalitiesSchema, `the municipalities of ${windowId}`, () => JSON.parse(text));
  }

  /** The slots of each of these sites, in the order asked; none for a site that has none. */
  async slots(windowId: string, siteIds: readonly string[]): Promise<AvailableSlot[][]> {
    if (siteIds.length === 0) return [];
    const texts = await this.#redis.hmget(this.#keys.availableSlots(windowId), ...siteIds);
    return texts.map((text) => readStored(slotsSchema, `the slots of ${windowId}`, () => JSON.parse(text ?? '[]')));
  }
}
