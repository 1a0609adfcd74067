import { addDays, type CivilDate, civilDateSchema, formatInSeoul } from '@sunbeon/core';
import { StaffApi } from '@sunbeon/scripts';
import type { Night } from './citizen.ts';
import type { House } from './house.ts';

export const COHORT: { readonly birthFrom: CivilDate; readonly birthTo: CivilDate } = {
  birthFrom: civilDateSchema.parse('1967-01-01'),
  birthTo: civilDateSchema.parse('1968-12-31'),
};

const OPEN_FOR_MS = 7_200_000;
const SITES = 6;
const DAYS = 2;
const TIMES_PER_DAY = 4;
const SLOTS = SITES * DAYS * TIMES_PER_DAY;
/** A few doses fewer than people, so that the stock runs out while faults happen. */
const DOSES_PER_PERSON = 0.95;
/** Everybody of a night is called within about this time. */
const CALLING_SECONDS = 15;
const BOOKING_SECONDS = 5;

export interface NightsPlan {
  readonly count: number;
  readonly people: number;
  /** Opening of the first, and from one to the next. */
  readonly firstOpensAtMs: number;
  readonly everyMs: number;
}

/** Schedules one booking evening after the other, each with its own stock, all before anything is hurt. */
export async function scheduleNights({ stack }: House, plan: NightsPlan): Promise<Night[]> {
  const staff = new StaffApi(stack.staffUrl, stack.secrets.STAFF_KEY);
  const { people } = plan;
  const maxPerSecond = Math.max(5, Math.ceil(people / CALLING_SECONDS));
  const nights: Night[] = [];
  for (let index = 0; index < plan.count; index += 1) {
    const opensAtMs = plan.firstOpensAtMs + index * plan.everyMs;
    const { id } = await staff.createWindow({
      id: `chaos-${index + 1}`,
      cohort: { ...COHORT, lastDigit: null },
      opensAt: new Date(opensAtMs).toISOString(),
      closesAt: new Date(opensAtMs + OPEN_FOR_MS).toISOString(),
      maxActive: maxPerSecond * BOOKING_SECONDS,
      maxPerSecond,
    });
    const capacity = Math.max(1, Math.floor((people * DOSES_PER_PERSON) / SLOTS));
    await staff.generateSlots(id, {
      sites: SITES,
      days: DAYS,
      timesPerDay: TIMES_PER_DAY,
      capacity,
      from: nextWeek(),
      product: 'mRNA',
    });
    nights.push({ windowId: id, opensAtMs });
  }
  return nights;
}

function nextWeek(): CivilDate {
  return addDays(civilDateSchema.parse(formatInSeoul(new Date(), 'yyyy-MM-dd')), 7);
}
