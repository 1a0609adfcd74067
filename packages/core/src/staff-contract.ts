import { z } from 'zod';
import { windowIdSchema } from './booking.ts';
import { civilDateSchema } from './civil-date.ts';
import { cohortSchema } from './cohort.ts';
import { policies, windowStates } from './window.ts';

/* What the staff API takes and answers, beside the public contract. Instants are ISO 8601 in UTC. */

const instant = z.iso.datetime();
const name = z.string().trim().min(1).max(200);

/** Limits on what one window may be given. */
export const MAX_ACTIVE = 100_000;
export const MAX_PER_SECOND = 10_000;
export const MAX_SLOT_CAPACITY = 10_000;
const MAX_SITES = 20_000;
const MAX_DAYS = 60;
const MAX_TIMES_PER_DAY = 96;

/** `POST /v1/staff/windows`. Without `campaignId` the window gets a campaign of its own; one person has one booking per campaign. */
export const createWindowBodySchema = z
  .strictObject({
    id: windowIdSchema.optional(),
    campaignId: windowIdSchema.optional(),
    title: name.optional(),
    cohort: cohortSchema,
    opensAt: instant,
    closesAt: instant,
    policy: z.enum(policies).default('fifo'),
    lobbyOpensAt: instant.nullable().default(null),
    /** People booking at the same time. */
    maxActive: z.int().min(1).max(MAX_ACTIVE).default(500),
    /** Numbers called per second at most. */
    maxPerSecond: z.int().min(1).max(MAX_PER_SECOND).default(200),
    /** How long a pass lasts. */
    admissionSeconds: z.int().min(30).max(3_600).default(600),
  })
  .refine((window) => window.opensAt < window.closesAt, {
    error: 'closesAt must be after opensAt',
    path: ['closesAt'],
  })
  .refine((window) => window.lobbyOpensAt === null || window.lobbyOpensAt < window.opensAt, {
    error: 'lobbyOpensAt must be before opensAt',
    path: ['lobbyOpensAt'],
  });
export type CreateWindowBody = z.infer<typeof createWindowBodySchema>;

/** A window as staff see it. */
export const staffWindowViewSchema = z.object({
  id: windowIdSchema,
  campaignId: windowIdSchema,
  title: z.string(),
  cohort: cohortSchema,
  state: z.enum(windowStates),
  policy: z.enum(policies),
  opensAt: instant,
  closesAt: instant,
  lobbyOpensAt: instant.nullable(),
  maxActive: z.int(),
  maxPerSecond: z.int(),
  admissionSeconds: z.int(),
  version: z.int(),
});
export type StaffWindowView = z.infer<typeof staffWindowViewSchema>;

/** `POST /v1/staff/windows/:id/move`. */
export const moveWindowBodySchema = z.strictObject({ opensAt: instant });

/** `POST /v1/staff/windows/:id/slots`: the first `sites` sites, `days` working days from `from`, evenly through the day. */
export const generateSlotsBodySchema = z.strictObject({
  sites: z.int().min(1).max(MAX_SITES),
  days: z.int().min(1).max(MAX_DAYS),
  timesPerDay: z.int().min(1).max(MAX_TIMES_PER_DAY),
  capacity: z.int().min(1).max(MAX_SLOT_CAPACITY),
  from: civilDateSchema.optional(),
  product: name.default('mRNA'),
});
export type GenerateSlotsBody = z.infer<typeof generateSlotsBodySchema>;

/** What generating or importing made: different sites, slots, and doses in all. */
export const slotsMadeSchema = z.object({ sites: z.int(), slots: z.int(), capacity: z.int() });
export type SlotsMade = z.infer<typeof slotsMadeSchema>;

/** One line of a slots file: `site_id,starts_at,product,capacity`. */
export const slotRowSchema = z.strictObject({
  site_id: z.string().min(1).max(64),
  starts_at: z.iso.datetime({ offset: true }),
  product: name,
  capacity: z.coerce.number().int().min(1).max(MAX_SLOT_CAPACITY),
});
export type SlotRow = z.infer<typeof slotRowSchema>;
