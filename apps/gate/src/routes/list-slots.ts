import {
  type Availability,
  type AvailableSite,
  type AvailableSlot,
  instantInSeoul,
  Problem,
  type SlotList,
  slotQuerySchema,
} from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { z } from 'zod';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';
import { findWindow } from '../window/find-window.ts';

/** Slots in one answer at most; who sees more than that has to say where or when. */
const MAX_SLOTS_LISTED = 20_000;
const DAY_MS = 86_400_000;
const RETRY_AFTER_SECONDS = 1;

type SlotQuery = z.infer<typeof slotQuerySchema>;
type ListedSlot = SlotList['slots'][number];

/** `GET /v1/slots`: what was free a moment ago, with the age of the snapshot. Booking itself never goes by it. */
export const listSlots =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const query = slotQuerySchema.parse(req.query);
    const window = await findWindow(context, query.window);
    const availability = await askLine(() => context.availability.of(window.id));
    if (availability === null) throw new Problem('unavailable', {}, RETRY_AFTER_SECONDS);
    const { takenAt } = availability;
    const ageMs = Math.max(0, Date.now() - Date.parse(takenAt));
    const list: SlotList = { takenAt, ageMs, slots: matchingSlots(availability, query) };
    res.set('Cache-Control', 'public, max-age=1').json(list);
  };

function matchingSlots({ sites, slots }: Availability, query: SlotQuery): ListedSlot[] {
  const wantedSites = new Map(sites.filter((site) => isWantedSite(site, query)).map((site) => [site.id, site]));
  const dayStartMs = query.date === undefined ? null : instantInSeoul(query.date, '00:00').getTime();
  const listed: ListedSlot[] = [];
  for (const slot of slots) {
    const site = wantedSites.get(slot.siteId);
    if (!site || !isWantedSlot(slot, query.product, dayStartMs)) continue;
    if (listed.length >= MAX_SLOTS_LISTED) throw tooMany();
    listed.push(listedSlot(slot, site));
  }
  return listed;
}

function isWantedSite(site: AvailableSite, { site: id, municipality }: SlotQuery): boolean {
  if (id !== undefined && site.id !== id) return false;
  return municipality === undefined || site.municipality === municipality || site.municipalityCode === municipality;
}

function isWantedSlot(slot: AvailableSlot, product: string | undefined, dayStartMs: number | null): boolean {
  if (product !== undefined && slot.product !== product) return false;
  if (dayStartMs === null) return true;
  const startsAtMs = Date.parse(slot.startsAt);
  return startsAtMs >= dayStartMs && startsAtMs < dayStartMs + DAY_MS;
}

function listedSlot({ id, startsAt, product, free }: AvailableSlot, site: AvailableSite): ListedSlot {
  return {
    id,
    siteId: site.id,
    siteName: site.name,
    municipality: site.municipality,
    municipalityCode: site.municipalityCode,
    startsAt,
    product,
    free,
  };
}

function tooMany(): Problem {
  const message = `more than ${MAX_SLOTS_LISTED} slots match; name a site, a municipality or a date`;
  return new Problem('invalid-request', { errors: [{ field: 'window', message }] });
}
