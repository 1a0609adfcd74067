import { z } from 'zod';
import { slotIdSchema } from './booking.ts';

/**
 * What the worker publishes about a window's slots about once a second and the edge reads: never the source of truth,
 * which is the slot row in Postgres.
 */
export const availabilitySchema = z.object({
  takenAt: z.iso.datetime(),
  sites: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      province: z.string(),
      municipality: z.string(),
      municipalityCode: z.string(),
      latitude: z.number(),
      longitude: z.number(),
    }),
  ),
  slots: z.array(
    z.object({
      id: slotIdSchema,
      siteId: z.string(),
      startsAt: z.iso.datetime(),
      product: z.string(),
      free: z.int().min(0),
    }),
  ),
});
export type Availability = z.infer<typeof availabilitySchema>;
export type AvailableSite = Availability['sites'][number];
export type AvailableSlot = Availability['slots'][number];
