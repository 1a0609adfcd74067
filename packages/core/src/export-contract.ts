import { z } from 'zod';
import { windowIdSchema } from './booking.ts';
import { freeText } from './free-text.ts';
import { SITE_COLUMNS } from './site-line.ts';
import { SLOT_COLUMNS } from './slot-line.ts';

/* What leaves the house as a file. */

const MAX_REASON_LENGTH = 500;

/** What can be exported: sites; slots; bookings, naming nobody; people, which are bookings with names and phones. */
export const exportKinds = ['sites', 'slots', 'bookings', 'people'] as const;
export type ExportKind = (typeof exportKinds)[number];

const BOOKING_COLUMNS = [
  'number',
  'state',
  'dose',
  'window_id',
  'site_id',
  'starts_at',
  'product',
  'booked_at',
  'visit',
] as const;

/** Columns an export has beside those of an import: a file that is imported may have them, and they are not read. */
export const SITE_EXPORT_EXTRAS = ['closed_at', 'position'] as const;
export const SLOT_EXPORT_EXTRAS = ['taken', 'closed_at', 'window_id', 'slot_id'] as const;

/** The heading of each export. Times are those of Seoul, with their offset. */
export const EXPORT_COLUMNS = {
  sites: [...SITE_COLUMNS, ...SITE_EXPORT_EXTRAS],
  slots: [...SLOT_COLUMNS, ...SLOT_EXPORT_EXTRAS],
  bookings: BOOKING_COLUMNS,
  people: [...BOOKING_COLUMNS, 'name', 'phone'],
} as const satisfies Record<ExportKind, readonly string[]>;

/** The column each export is in order of: its value in the last whole line is where an export goes on (`after`). */
export const EXPORT_KEYS = {
  sites: 'position',
  slots: 'slot_id',
  bookings: 'number',
  people: 'number',
} as const satisfies Record<ExportKind, string>;

/** `GET /v1/staff/exports/:kind.csv`. All but sites may be of one window. */
export const exportQuerySchema = z.strictObject({
  window: windowIdSchema.optional(),
  /** Why: for the audit trail. */
  reason: freeText(MAX_REASON_LENGTH),
  /** Goes on behind the row with this key, see {@link EXPORT_KEYS}. */
  after: z
    .string()
    .regex(/^[\w-]{1,32}$/, { error: 'the key of a row' })
    .optional(),
  /** Of `people`: the approval of somebody else. */
  approval: z.uuid().optional(),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;

/** `POST /v1/staff/exports/people`: asks somebody else for leave to export a window's people, or those of all. */
export const askPeopleBodySchema = z.strictObject({
  window: windowIdSchema.optional(),
  reason: freeText(MAX_REASON_LENGTH),
});

/** What the last line of an export says: a file without it is not whole. */
export interface ExportEnd {
  /** Rows of this file, the heading not counted. */
  readonly rows: number;
  /** The instant of which all rows are. */
  readonly asOf: string;
}

const END = /^# complete: (\d{1,9}) rows as of (\S{20,30})$/;

/** The last line of an export, without its line break; imports skip it. */
export function writeExportEnd({ rows, asOf }: ExportEnd): string {
  return `# complete: ${rows} rows as of ${asOf}`;
}

/** What a line says about the end of an export; `null` when it is another line. */
export function readExportEnd(line: string): ExportEnd | null {
  const [, rows, asOf] = END.exec(line.trimEnd()) ?? [];
  return rows === undefined || asOf === undefined ? null : { rows: Number(rows), asOf };
}

/**
 * The key of the row a line of an export holds, behind which it goes on; `null` for the heading and the last line. It stands at
 * one end of its line and is never quoted.
 */
export function exportKeyIn(line: string, kind: ExportKind): string | null {
  const columns: readonly string[] = EXPORT_COLUMNS[kind];
  const key =
    line
      .trimEnd()
      .split(',')
      .at(columns[0] === EXPORT_KEYS[kind] ? 0 : -1) ?? '';
  return key === '' || columns.includes(key.replace('\uFEFF', '')) || readExportEnd(line) !== null ? null : key;
}
