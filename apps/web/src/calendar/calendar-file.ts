/** One appointment as a calendar keeps it. Instants in milliseconds. */
export interface Appointment {
  /** The same for the same appointment always: taken in again, it changes what is there instead of standing beside it. */
  readonly uid: string;
  /** Rises with every change of the appointment. */
  readonly sequence?: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly title: string;
  readonly place?: string;
  readonly text?: string;
  /** So many minutes before it the calendar reminds. */
  readonly remindMinutes?: readonly number[];
}

const MAX_LINE_BYTES = 75;
const encoder = new TextEncoder();

/** Appointments as an iCalendar file (RFC 5545): UTC, CRLF, lines of at most 75 bytes. `madeAtMs` is when it was made. */
export function calendarFile(appointments: readonly Appointment[], madeAtMs: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sunbeon//Sunbeon//KO',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...appointments.flatMap((appointment) => eventLines(appointment, madeAtMs)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(appointment: Appointment, madeAtMs: number): readonly string[] {
  const { uid, sequence = 0, startsAtMs, endsAtMs, title, place, text, remindMinutes = [] } = appointment;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(madeAtMs)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART:${utc(startsAtMs)}`,
    `DTEND:${utc(endsAtMs)}`,
    `SUMMARY:${escaped(title)}`,
    ...(place === undefined ? [] : [`LOCATION:${escaped(place)}`]),
    ...(text === undefined ? [] : [`DESCRIPTION:${escaped(text)}`]),
    ...remindMinutes.flatMap((minutes) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `TRIGGER:-PT${minutes}M`,
      `DESCRIPTION:${escaped(title)}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

/** `20210816T000000Z` */
function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (mark) => `\\${mark}`).replaceAll(/\r\n|[\r\n]/g, String.raw`\n`);
}

/** Breaks a line after at most 75 bytes, never within a character; what follows begins with a blank. */
function folded(line: string): string {
  let [folds, bytes] = ['', 0];
  for (const character of line) {
    const more = encoder.encode(character).length;
    if (bytes + more > MAX_LINE_BYTES) {
      folds += '\r\n ';
      bytes = 1;
    }
    folds += character;
    bytes += more;
  }
  return folds;
}
