import { z } from 'zod';
import { DEFAULT_AGENT_SEATS, MAX_AGENT_SEATS } from './assisted-contract.ts';
import { windowIdSchema } from './booking.ts';
import { civilDateSchema } from './civil-date.ts';
import { cohortSchema } from './cohort.ts';
import { freeText, hasResidentNumber } from './free-text.ts';
import { policies, windowStates } from './window.ts';
import { windowNewsSchema } from './window-news.ts';

/* What the staff API takes and answers, beside the public contract. Instants are ISO 8601 in UTC. */

const instant = z.iso.datetime();
const name = freeText(200);
/** An id that staff choose: it stands in addresses, and in public. */
const newIdSchema = windowIdSchema.refine((id) => !hasResidentNumber(id), {
  error: 'no resident registration numbers',
});

/** What staff may plan lies between these days, as far as clocks, calendars and databases agree about it. */
const EARLIEST_DAY = '2000-01-01';
const LATEST_DAY = '2099-12-31';
const EARLIEST_MS = Date.parse(EARLIEST_DAY);
const LATEST_MS = Date.parse(LATEST_DAY);
/** Slots begin early enough for the longest plan to end in time. */
const LATEST_FIRST_DAY = '2099-09-30';

const plannedInstant = (options: { offset?: boolean } = {}) =>
  z.iso.datetime({ ...options, abort: true }).refine((text) => isPlannable(Date.parse(text)), {
    error: `an instant from ${EARLIEST_DAY} to ${LATEST_DAY}`,
  });

function isPlannable(atMs: number): boolean {
  return EARLIEST_MS <= atMs && atMs <= LATEST_MS;
}

/** Compares instants, not their spelling: fractions of a second may be written or left out. */
function isBefore(earlier: string, later: string): boolean {
  return Date.parse(earlier) < Date.parse(later);
}

/** Limits on what one window may be given. */
export const MAX_ACTIVE = 100_000;
export const MAX_PER_SECOND = 10_000;
export const MAX_SLOT_CAPACITY = 10_000;
const MAX_SITES = 20_000;
const MAX_DAYS = 60;
const MAX_TIMES_PER_DAY = 96;

/** People a cohort may be stated to have. */
export const MAX_EXPECTED_PEOPLE = 100_000_000;

/**
 * `POST /v1/staff/windows`, and, without another id, `PUT /v1/staff/windows/:id` for a draft. Without `campaignId` the window
 * gets a campaign of its own; one person has one booking per campaign.
 */
export const createWindowBodySchema = z
  .strictObject({
    id: newIdSchema.optional(),
    campaignId: newIdSchema.optional(),
    title: name.optional(),
    cohort: cohortSchema,
    /** Whether one has to be on the campaign's roll, too. */
    requiresRoll: z.boolean().default(false),
    /** A draft is known to staff alone, until it is scheduled. */
    draft: z.boolean().default(false),
    /** How many people are in the cohort, as far as staff know; `null`: as many as the roll says. */
    expectedPeople: z.int().min(1).max(MAX_EXPECTED_PEOPLE).nullable().default(null),
    opensAt: plannedInstant(),
    closesAt: plannedInstant(),
    policy: z.enum(policies).default('fifo'),
    lobbyOpensAt: plannedInstant().nullable().default(null),
    /** People booking at the same time. */
    maxActive: z.int().min(1).max(MAX_ACTIVE).default(500),
    /** Seats only agents take, for people on the phone, beside those. */
    agentSeats: z.int().min(0).max(MAX_AGENT_SEATS).default(DEFAULT_AGENT_SEATS),
    /** Numbers called per second at most. */
    maxPerSecond: z.int().min(1).max(MAX_PER_SECOND).default(200),
    /** For a campaign made with the window: days from the first dose to the second; `null` for one dose. */
    secondDoseAfterDays: z.int().min(1).max(365).nullable().default(null),
    /** How long a pass lasts. */
    admissionSeconds: z.int().min(30).max(3_600).default(600),
  })
  .refine((window) => isBefore(window.opensAt, window.closesAt), {
    error: 'closesAt must be after opensAt',
    path: ['closesAt'],
  })
  .refine((window) => window.lobbyOpensAt === null || isBefore(window.lobbyOpensAt, window.opensAt), {
    error: 'lobbyOpensAt must be before opensAt',
    path: ['lobbyOpensAt'],
  });
export type CreateWindowBody = z.infer<typeof createWindowBodySchema>;

/** The states staff see: a `draft` is not public yet. */
export const staffWindowStates = ['draft', ...windowStates] as const;
export type StaffWindowState = (typeof staffWindowStates)[number];

/** A window as staff see it. */
export const staffWindowViewSchema = z.object({
  id: windowIdSchema,
  campaignId: windowIdSchema,
  title: z.string(),
  cohort: cohortSchema,
  requiresRoll: z.boolean(),
  /** As stated; `null` where nobody did. */
  expectedPeople: z.int().nullable(),
  /** Of its campaign: days to the second dose; `null` for one dose. */
  secondDoseAfterDays: z.int().nullable(),
  state: z.enum(staffWindowStates),
  policy: z.enum(policies),
  opensAt: instant,
  closesAt: instant,
  lobbyOpensAt: instant.nullable(),
  maxActive: z.int(),
  agentSeats: z.int(),
  maxPerSecond: z.int(),
  admissionSeconds: z.int(),
  version: z.int(),
  ...windowNewsSchema.shape,
});
export type StaffWindowView = z.infer<typeof staffWindowViewSchema>;

/** `POST /v1/staff/windows/:id/move`: with a reason where it takes two people. */
export const moveWindowBodySchema = z.strictObject({ opensAt: plannedInstant(), reason: freeText(200).optional() });

/** `POST /v1/staff/windows/:id/slots`: the first `sites` sites, `days` working days from `from`, evenly through the day. */
export const generateSlotsBodySchema = z.strictObject({
  sites: z.int().min(1).max(MAX_SITES),
  days: z.int().min(1).max(MAX_DAYS),
  timesPerDay: z.int().min(1).max(MAX_TIMES_PER_DAY),
  capacity: z.int().min(1).max(MAX_SLOT_CAPACITY),
  from: civilDateSchema
    .refine((day) => EARLIEST_DAY <= day && day <= LATEST_FIRST_DAY, {
      error: `a day from ${EARLIEST_DAY} to ${LATEST_FIRST_DAY}`,
    })
    .optional(),
  product: name.default('mRNA'),
});
export type GenerateSlotsBody = z.infer<typeof generateSlotsBodySchema>;

/** What generating or importing made: different sites, slots, and doses in all. */
export const slotsMadeSchema = z.object({ sites: z.int(), slots: z.int(), capacity: z.int() });
export type SlotsMade = z.infer<typeof slotsMadeSchema>;

/** One line of a slots file: `site_id,starts_at,product,capacity`. */
export const slotRowSchema = z.strictObject({
  site_id: z.string().regex(/^[\w.-]{1,64}$/, { error: 'a site id' }),
  starts_at: plannedInstant({ offset: true }),
  product: name,
  capacity: z
    .string()
    .regex(/^\d{1,6}$/, { error: 'a whole number' })
    .transform(Number)
    .pipe(z.int().min(1).max(MAX_SLOT_CAPACITY)),
});
export type SlotRow = z.infer<typeof slotRowSchema>;
