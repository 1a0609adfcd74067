import {
  type CivilDate,
  civilDateOf,
  formatInSeoul,
  koreanHolidaysOn,
  type LaidOut,
  layOutSlotsBodySchema,
  Problem,
  type SiteSlotPlan,
  siteSlotPlan,
} from '@sunbeon/core';
import { findSite, layOutSlots, noteAudit, siteBlocks, siteHours, slotsToLayOut } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { siteIdOf } from './own-site.ts';

/** Slots laid out by one call: half a year of five minutes each, six days a week. */
const MAX_SLOTS = 20_000;

/**
 * `POST /v1/staff/sites/:id/slots`: the site's hours become slots of a window for weeks in one go, without public holidays,
 * blocks and what has gone by; a dry run only says so. A year whose holidays nobody knows is laid out once that is accepted.
 */
export const layOutSite =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const siteId = siteIdOf(req);
    const {
      window: windowId,
      from,
      weeks,
      dryRun,
      openOnHolidays,
      unknownHolidays,
    } = layOutSlotsBodySchema.parse(req.body);
    const [site, hours, blocks] = await Promise.all([
      findSite(store, siteId),
      siteHours(store, siteId),
      siteBlocks(store, siteId),
    ]);
    if (site.closedAt !== null) throw new Problem('site-closed');
    const plan = siteSlotPlan({
      hours,
      from,
      weeks,
      openOnHolidays,
      holidaysOn: koreanHolidaysOn,
      blocks: blocks.map((block) => ({ fromMs: Date.parse(block.from), untilMs: Date.parse(block.until) })),
      nowMs: Date.now(),
    });
    assertLayable(plan, dryRun || unknownHolidays);
    const laying = { windowId, siteId, times: plan.times };
    const { slots, capacity } = dryRun ? await slotsToLayOut(store, laying) : await layOutSlots(store, laying);
    const body = { dryRun, slots, capacity, ...whatElse(plan, slots) };
    if (!dryRun) {
      const details = { window: windowId, from, weeks, slots, capacity, existing: body.existing };
      await noteAudit(store, { actor: actorOf(req), action: 'site.slots', subject: siteId, details });
    }
    res.status(dryRun ? 200 : 201).json(body);
  };

function assertLayable(plan: SiteSlotPlan, mayBeUnknown: boolean): void {
  if (plan.times.length > MAX_SLOTS) {
    throw new Problem('invalid-request', {
      errors: [{ field: 'weeks', message: `at most ${MAX_SLOTS} slots at a time` }],
    });
  }
  if (plan.unknownYears.length > 0 && !mayBeUnknown)
    throw new Problem('holidays-unknown', { years: plan.unknownYears });
}

function whatElse(
  { times, skipped, unknownYears }: SiteSlotPlan,
  made: number,
): Omit<LaidOut, 'dryRun' | 'slots' | 'capacity'> {
  const { holidays, blocked, past } = skipped;
  return {
    existing: times.length - made,
    firstDay: dayOf(times[0]?.startsAt),
    lastDay: dayOf(times.at(-1)?.startsAt),
    skipped: { holidays: holidays.map((holiday) => ({ ...holiday, names: [...holiday.names] })), blocked, past },
    unknownYears: [...unknownYears],
  };
}

function dayOf(instant: Date | undefined): CivilDate | null {
  return instant === undefined ? null : civilDateOf(formatInSeoul(instant, 'yyyy-MM-dd'));
}
