import { z } from 'zod';
import { freeText, hasResidentNumber, isFormula } from './free-text.ts';
import type { ImportRejectReason } from './line-rejects.ts';

/** The columns of a file of sites. */
export const SITE_COLUMNS = [
  'id',
  'name',
  'type',
  'province',
  'municipality',
  'municipality_code',
  'latitude',
  'longitude',
] as const;

/** A site as a line of a file says it. */
export interface SiteLine {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly province: string;
  readonly municipality: string;
  readonly municipalityCode: string;
  readonly latitude: number;
  readonly longitude: number;
}

const MAX_NAME_LENGTH = 200;
const MAX_TYPE_LENGTH = 60;
/** Korea with all its islands: outside of it, most often, latitude and longitude have changed places. */
const KOREA = { latitude: [32, 39.5], longitude: [124, 132.5] } as const;

const degrees = ([least, most]: readonly [number, number]) =>
  z
    .string()
    .regex(/^\d{1,3}(?:\.\d{1,18})?$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const lineSchema = z.tuple([
  z.string().regex(/^\w[\w.-]{0,63}$/),
  freeText(MAX_NAME_LENGTH),
  freeText(MAX_TYPE_LENGTH),
  freeText(MAX_TYPE_LENGTH),
  freeText(MAX_TYPE_LENGTH),
  z.string().regex(/^[0-9A-Za-z]{1,20}$/),
  degrees(KOREA.latitude),
  degrees(KOREA.longitude),
]);
/** From this column on there are numbers, which may be negative, and are wrong by that. */
const FIRST_NUMBER = SITE_COLUMNS.indexOf('latitude');
/** In the order of the columns. */
const REASONS = [
  'site-id',
  'name',
  'type',
  'province',
  'municipality',
  'municipality-code',
  'latitude',
  'longitude',
] as const satisfies readonly ImportRejectReason[];

/** What a line of a file of sites says, given its fields in the order of {@link SITE_COLUMNS}; or why it says nothing. */
export function siteLineOf(fields: readonly string[]): SiteLine | ImportRejectReason {
  if (fields.length !== SITE_COLUMNS.length) return 'columns';
  if (fields.some(hasResidentNumber)) return 'resident-number';
  if (fields.slice(0, FIRST_NUMBER).some(isFormula)) return 'formula';
  const line = lineSchema.safeParse(fields);
  if (!line.success) return REASONS[Number(line.error.issues[0]?.path[0])] ?? 'columns';
  const [id, name, type, province, municipality, municipalityCode, latitude, longitude] = line.data;
  return { id, name, type, province, municipality, municipalityCode, latitude, longitude };
}
