import type { ExportKind } from '@sunbeon/core';

/** The column as a clock in Seoul shows it, with its offset; parts of a second only where there are any. */
const inSeoul = (column: string) =>
  `to_char(${column} AT TIME ZONE 'Asia/Seoul', CASE WHEN date_trunc('second', ${column}) = ${column}
    THEN 'YYYY-MM-DD"T"HH24:MI:SS"+09:00"' ELSE 'YYYY-MM-DD"T"HH24:MI:SS.MS"+09:00"' END)`;

const OF_WINDOW = '($1::text IS NULL OR window_id = $1)';

const bookings = (more: string) => `
  SELECT booking.number, booking.state::text, booking.dose::text, booking.window_id, slot.site_id,
    ${inSeoul('slot.starts_at')}, slot.product, ${inSeoul('booking.booked_at')}, booking.visit${more}
  FROM booking JOIN slot ON slot.id = booking.slot_id
  WHERE ($1::text IS NULL OR booking.window_id = $1) AND booking.number > coalesce($2, '')
  ORDER BY booking.number`;

/**
 * (An `ORDER BY` names the table: by itself a name is that of a column of the answer, which is text.)
 *
 * What each export asks: its columns in their order, as text, behind the row with the key `$2`, of the window `$1` or of
 * all. Of people two more: what is sealed, and for whom.
 */
export const exportStatements: Readonly<Record<ExportKind, string>> = {
  sites: `
    SELECT id, name, type, province, municipality, municipality_code, latitude::text, longitude::text,
      ${inSeoul('closed_at')}, position::text
    FROM site WHERE $1::text IS NULL AND position > coalesce($2::bigint, -1) ORDER BY site.position`,
  slots: `
    SELECT site_id, ${inSeoul('starts_at')}, product, capacity::text, taken::text, ${inSeoul('closed_at')}, window_id, id::text
    FROM slot WHERE ${OF_WINDOW} AND id > coalesce($2::bigint, -1) ORDER BY slot.id`,
  bookings: bookings(''),
  people: bookings(', booking.sealed_contact, booking.person_key'),
};

/** Where the keys of rows are numbers. */
export const numberedExports: ReadonlySet<ExportKind> = new Set(['sites', 'slots']);
