/** Korea has been nine hours ahead of UTC the whole year round since 1988. */
const AHEAD = '+09:00';
const AHEAD_MS = 9 * 3_600_000;

/** An instant as a `datetime-local` field shows it in Korean time, to the minute. */
export function seoulInput(instant: string): string {
  return new Date(Date.parse(instant) + AHEAD_MS).toISOString().slice(0, 16);
}

/** What such a field says, as an instant; `null` for nothing, or nothing whole. */
export function instantOf(input: string): string | null {
  const atMs = Date.parse(`${input}:00${AHEAD}`);
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString();
}
