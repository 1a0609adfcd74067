import { z } from 'zod';
import { slotIdSchema } from './booking.ts';

/*
 * What the worker publishes about a window's slots about once a second and the edge reads: never the source of truth,
 * which is the slot row in Postgres. It is kept in pieces, because a nation's window has hundreds of thousands of slots:
 * the sites, what is free in each municipality, and the slots of each site.
 */

export const availableSiteSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  province: z.string(),
  municipality: z.string(),
  municipalityCode: z.string(),
  latitude: z.number(),
  longitude: z.number(),
});
/** A site that has slots which are not closed. */
export type AvailableSite = z.infer<typeof availableSiteSchema>;

export const availableSlotSchema = z.object({
  id: slotIdSchema,
  startsAt: z.iso.datetime(),
  product: z.string(),
  free: z.int().min(0),
});
/** A slot of a site that is not closed; `free` is 0 once it cannot be booked any more. */
export type AvailableSlot = z.infer<typeof availableSlotSchema>;

export const availableMunicipalitySchema = z.object({
  code: z.string(),
  name: z.string(),
  province: z.string(),
  free: z.int().min(0),
});
/** What is free at all sites of a municipality together. */
export type AvailableMunicipality = z.infer<typeof availableMunicipalitySchema>;
