/** Korea has had no summer time since 1988. */
const SEOUL_OFFSET = '+09:00';

/** The instant a `datetime-local` control names, taken for Korean time, as the server writes it; `null` for none. */
export function instantOf(written: string): string | null {
  const ms = Date.parse(`${written.length === 16 ? `${written}:00` : written}${SEOUL_OFFSET}`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
