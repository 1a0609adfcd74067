import {
  addDays,
  instantInSeoul,
  koreanHolidaysOn,
  MAX_WEEK_SLOTS,
  type SiteWeek,
  weekQuerySchema,
} from '@sunbeon/core';
import { findSite, siteBlocks, siteSlots } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { siteIdOf } from './own-site.ts';

const DAYS = 7;

/** `GET /v1/staff/sites/:id/week?from=`: seven days of a site, with what is taken in each slot, blocks and holidays. */
export const showWeek =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const siteId = siteIdOf(req);
    const { from } = weekQuerySchema.parse(req.query);
    const [begins, ends] = [instantInSeoul(from, '00:00'), instantInSeoul(addDays(from, DAYS), '00:00')];
    const [site, slots, blocks] = await Promise.all([
      findSite(store, siteId),
      siteSlots(store, { siteId, from: begins, until: ends }),
      siteBlocks(store, siteId, begins),
    ]);
    const body: SiteWeek = {
      site,
      days: Array.from({ length: DAYS }, (_, ahead) => {
        const day = addDays(from, ahead);
        return { day, holidays: koreanHolidaysOn(day)?.slice() ?? null };
      }),
      slots,
      blocks: blocks.filter((block) => Date.parse(block.from) < ends.getTime()),
      complete: slots.length < MAX_WEEK_SLOTS,
    };
    res.set('Cache-Control', 'no-store').json(body);
  };
