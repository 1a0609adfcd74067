import {
  addDays,
  type CivilDate,
  civilDateSchema,
  formatInSeoul,
  type GenerateSlotsBody,
  Problem,
  type SlotsMade,
  startTimesOf,
} from '@sunbeon/core';
import type { Store } from '../store.ts';
import { assertWritable, writeSlots } from './write-slots.ts';

/** Without a day of their own, slots begin a week from today. */
const DAYS_AHEAD = 7;

/**
 * Lays out slots at the first `sites` clinics; slots that exist already stay as they are. Returns what was made.
 * @throws {Problem} `window-unknown`; `invalid-request` when there are fewer clinics than asked for, or too many slots
 */
export async function generateSlots(
  store: Store,
  { windowId, ...plan }: GenerateSlotsBody & { readonly windowId: string },
): Promise<SlotsMade> {
  assertWritable(plan.sites * plan.days * plan.timesPerDay);
  const sites = await store.prisma.site.findMany({
    select: { id: true },
    orderBy: { position: 'asc' },
    take: plan.sites,
  });
  if (sites.length < plan.sites) {
    throw new Problem('invalid-request', { errors: [{ field: 'sites', message: `only ${sites.length} sites exist` }] });
  }
  const starts = startTimesOf({ from: plan.from ?? firstDay(), days: plan.days, timesPerDay: plan.timesPerDay });
  const { product, capacity } = plan;
  const slots = sites.flatMap(({ id }) => starts.map((startsAt) => ({ siteId: id, startsAt, product, capacity })));
  return writeSlots(store, windowId, slots);
}

function firstDay(): CivilDate {
  return addDays(civilDateSchema.parse(formatInSeoul(new Date(), 'yyyy-MM-dd')), DAYS_AHEAD);
}
