import { z } from 'zod';
import { bookingStates, slotIdSchema, windowIdSchema } from './booking.ts';
import { civilDateSchema } from './civil-date.ts';
import { pageOf, pageQuery } from './page-contract.ts';
import { siteHoursSchema } from './site-hours.ts';
import { siteIdSchema, staffReasonBodySchema } from './staff-bookings-contract.ts';
import { MAX_SLOT_CAPACITY } from './staff-contract.ts';

/* What the clinic desk asks and is answered. Instants are ISO 8601 in UTC, days and clock times are Seoul's. */

const instant = z.iso.datetime();
const count = z.int().min(0);
const { reason } = staffReasonBodySchema.shape;

/** What a desk plans and looks at lies within these days, as far as calendars agree about it and half a year fits behind. */
const [EARLIEST_DAY, LATEST_DAY] = ['2000-01-01', '2099-06-30'];
const deskDay = civilDateSchema.refine((day) => EARLIEST_DAY <= day && day <= LATEST_DAY, {
  error: `a day from ${EARLIEST_DAY} to ${LATEST_DAY}`,
});
const deskInstant = z.iso.datetime().refine((text) => EARLIEST_DAY <= text && text <= LATEST_DAY, {
  error: `an instant from ${EARLIEST_DAY} to ${LATEST_DAY}`,
});

/** Weeks laid out by one call: half a year. */
export const MAX_LAID_WEEKS = 26;
/** Blocks a site has at most that are not over yet. */
export const MAX_BLOCKS = 200;
/** Slots shown of one week of a site. */
export const MAX_WEEK_SLOTS = 3_000;
/** Bookings on the list of one day. */
export const MAX_DAY_BOOKINGS = 5_000;
/** People displaced by one reduction. */
export const MAX_REDUCED = 200;

/** A clinic as staff see it. */
export const staffSiteSchema = z.object({
  id: siteIdSchema,
  name: z.string(),
  type: z.string(),
  province: z.string(),
  municipality: z.string(),
  municipalityCode: z.string(),
  closedAt: instant.nullable(),
});
export type StaffSite = z.infer<typeof staffSiteSchema>;

/** `GET /v1/staff/sites`: by name, municipality or id, in the order of their import; a clinic is shown its own. */
export const staffSitesQuerySchema = z.strictObject({ ...pageQuery });
export const staffSitesPageSchema = pageOf(staffSiteSchema);

/** `GET` and `PUT /v1/staff/sites/:id/hours`. */
export const siteHoursBodySchema = z.strictObject({ hours: siteHoursSchema });
export type SiteHoursBody = z.infer<typeof siteHoursBodySchema>;

/** A time at which a site gives no appointments whatever its hours say. */
export const siteBlockSchema = z.object({
  id: z.uuid(),
  from: instant,
  until: instant,
  reason: z.string(),
  createdBy: z.string(),
});
export type SiteBlock = z.infer<typeof siteBlockSchema>;

/** `POST /v1/staff/sites/:id/blocks`. */
export const newBlockBodySchema = z
  .strictObject({ from: deskInstant, until: deskInstant, reason })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    error: 'until must be after from',
    path: ['until'],
  });

/** A block, and what is inside it already: open slots, which stay open until somebody closes them, and seats taken there. */
export const newBlockSchema = z.object({ block: siteBlockSchema, slots: z.array(slotIdSchema), taken: count });
export type NewBlock = z.infer<typeof newBlockSchema>;
export const siteBlocksSchema = z.object({ blocks: z.array(siteBlockSchema) });

/** `POST /v1/staff/sites/:id/slots`: the site's hours become slots of a window, for weeks from a day on. */
export const layOutSlotsBodySchema = z.strictObject({
  window: windowIdSchema,
  from: deskDay,
  weeks: z.int().min(1).max(MAX_LAID_WEEKS),
  /** Only says what would be made. */
  dryRun: z.boolean(),
  /** Whether the site is open on public holidays. */
  openOnHolidays: z.boolean().default(false),
  /** Lays out also in years whose public holidays are not published yet. */
  unknownHolidays: z.boolean().default(false),
});

/** What laying out made, or would make, and what it left out. */
export const laidOutSchema = z.object({
  dryRun: z.boolean(),
  slots: count,
  capacity: count,
  /** Slots that were there already and stayed as they are. */
  existing: count,
  firstDay: civilDateSchema.nullable(),
  lastDay: civilDateSchema.nullable(),
  skipped: z.object({
    /** Public holidays on which the site would have had hours. */
    holidays: z.array(z.object({ day: civilDateSchema, names: z.array(z.string()), times: count })),
    /** Times inside a block. */
    blocked: count,
    /** Times that have gone by. */
    past: count,
  }),
  /** Years whose public holidays nobody knows yet. */
  unknownYears: z.array(z.int()),
});
export type LaidOut = z.infer<typeof laidOutSchema>;

/** A slot on the week of a site. */
export const weekSlotSchema = z.object({
  id: slotIdSchema,
  windowId: windowIdSchema,
  startsAt: instant,
  product: z.string(),
  capacity: count,
  /** Booked seats and seats kept for somebody who was offered one. */
  taken: count,
  closed: z.boolean(),
});
export type WeekSlot = z.infer<typeof weekSlotSchema>;

/** `GET /v1/staff/sites/:id/week?from=`: seven days of a site from that day on. */
export const weekQuerySchema = z.strictObject({ from: deskDay });
export const siteWeekSchema = z.object({
  site: staffSiteSchema,
  days: z.array(
    z.object({
      day: civilDateSchema,
      /** What public holidays it is; `null` where nobody knows that year's yet. */
      holidays: z.array(z.string()).nullable(),
    }),
  ),
  slots: z.array(weekSlotSchema),
  blocks: z.array(siteBlockSchema),
  /** False when the week has more slots than are shown. */
  complete: z.boolean(),
});
export type SiteWeek = z.infer<typeof siteWeekSchema>;

/** `PUT /v1/staff/slots/:id/capacity`. */
export const slotCapacityBodySchema = z.strictObject({ capacity: z.int().min(0).max(MAX_SLOT_CAPACITY), reason });

/** A slot's capacity, and how much of it is taken. */
export const slotCapacitySchema = z.object({ id: slotIdSchema, capacity: count, taken: count });
export type SlotCapacity = z.infer<typeof slotCapacitySchema>;

/** What stands beside the problem `capacity-below-booked`: whom a reduction would displace, the latest first. */
export const capacityBelowBookedSchema = z.object({ taken: count, affected: z.array(z.string()) });

/** `POST /v1/staff/slots/:id/reduce`: displaces the latest of those in the slot, by right of priority. */
export const reduceSlotBodySchema = z.strictObject({
  ...slotCapacityBodySchema.shape,
  dryRun: z.boolean().default(false),
});

/** Who lost a seat, or would lose it, the latest first, and what each was offered instead; `null`: nothing is free near by. */
export const reducedSlotSchema = slotCapacitySchema.extend({
  dryRun: z.boolean(),
  affected: z.array(
    z.object({
      number: z.string(),
      offer: z.object({ siteName: z.string(), startsAt: instant }).nullable(),
    }),
  ),
});
export type ReducedSlot = z.infer<typeof reducedSlotSchema>;

export const visits = ['arrived', 'no-show'] as const;
/** Whether somebody who was booked came. */
export type Visit = (typeof visits)[number];

/** `POST /v1/staff/bookings/:id/visit`; `null` takes back what was noted. */
export const visitBodySchema = z.strictObject({ visit: z.enum(visits).nullable() });
export const visitSchema = z.object({
  bookingId: z.uuid(),
  visit: z.enum(visits).nullable(),
  visitedAt: instant.nullable(),
});
export type VisitView = z.infer<typeof visitSchema>;

/** Somebody on the list of a day. */
export const dayBookingSchema = z.object({
  bookingId: z.uuid(),
  number: z.string(),
  startsAt: instant,
  windowId: windowIdSchema,
  product: z.string(),
  dose: z.int(),
  state: z.enum(bookingStates),
  /** `null` once the campaign is over and everybody in it was forgotten. */
  name: z.string().nullable(),
  visit: z.enum(visits).nullable(),
  visitedAt: instant.nullable(),
});
export type DayBooking = z.infer<typeof dayBookingSchema>;

/** The day in the path of a day list. */
export const dayListDaySchema = deskDay;

/** `GET /v1/staff/sites/:id/days/:day`: who is booked there on that day, in order of time and name. */
export const dayListSchema = z.object({
  site: staffSiteSchema,
  day: civilDateSchema,
  bookings: z.array(dayBookingSchema),
  complete: z.boolean(),
});
export type DayList = z.infer<typeof dayListSchema>;

/** `GET /v1/staff/sites/:id/days/:day.csv`: what leaves the house says why. */
export const dayFileQuerySchema = z.strictObject({ reason });
